-- title: Meetings
-- description: Every meeting, past and coming, with what may be said about how many people came.
-- row: one meeting
select
  meetings.id,
  meetings.held_on,
  meetings.starts_at_local,
  meetings.ends_at_local,
  meetings.name,
  meetings.kind,
  meetings.place,
  meetings.capacity,
  meetings.report,
  meetings.is_cancelled,
  meetings.chapter_id,
  chapters.name as chapter,
  attendance_by_meeting.meeting_id is not null as has_attendance,
  attendance_by_meeting.attendance_count,
  attendance_by_meeting.member_count,
  attendance_by_meeting.first_year_count,
  attendance_by_meeting.guest_count
from meetings
join chapters on chapters.id = meetings.chapter_id
left join attendance_by_meeting on attendance_by_meeting.meeting_id = meetings.id
order by meetings.held_on, coalesce(meetings.starts_at_local, ''), meetings.id
