-- title: Attendance by meeting
-- description: How many came to each meeting that has been held: members, of them those in their first year, and guests.
-- row: one meeting with an attendance list
select
  listed.chapter_id,
  listed.meeting_id,
  listed.held_day,
  listed.held_year,
  listed.listed_count,
  listed.excused_count,
  coalesce(came.attendance_count, 0) as attendance_count,
  coalesce(came.member_count, 0) as member_count,
  coalesce(came.first_year_count, 0) as first_year_count,
  coalesce(came.guest_count, 0) as guest_count
from (
  select
    chapter_id,
    meeting_id,
    held_day,
    held_year,
    count(*) as listed_count,
    sum(case when status in ('excused', 'medical', 'leave') then 1 else 0 end) as excused_count
  from attendances
  group by chapter_id, meeting_id, held_day, held_year
) as listed
left join (
  select
    meeting_id,
    count(*) as attendance_count,
    sum(is_member) as member_count,
    sum(is_first_year) as first_year_count,
    sum(1 - is_member) as guest_count
  from visits
  group by meeting_id
) as came on came.meeting_id = listed.meeting_id
