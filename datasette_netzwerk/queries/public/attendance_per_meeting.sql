-- title: Attendance by meeting
-- description: How many people came to each meeting, members and guests. The last 1,000 meetings, oldest first; a small number
--   of people may be left empty so that nobody can be told.
-- row: one meeting
-- chart: line x=held_on:temporal y=attendance_count:quantitative
with
latest as (
  select
    attendance_by_meeting.*,
    meetings.name as meeting
  from attendance_by_meeting
  join meetings on meetings.id = attendance_by_meeting.meeting_id
  order by attendance_by_meeting.held_on desc, attendance_by_meeting.meeting_id
  limit 1000
)
select
  held_on,
  meeting,
  attendance_count,
  member_count,
  first_year_count,
  guest_count,
  capacity,
  meeting_id,
  chapter_id
from latest
order by held_on, meeting_id
