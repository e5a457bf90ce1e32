-- title: Attendance by member
-- description: Of the meetings held while somebody was a member and not on leave: how many, at how many she was, when last.
--   For organisers who ask whom nobody has seen since March; it is no ranking and never leaves their file.
-- row: one member
select
  possible.chapter_id,
  possible.person_id,
  count(*) as meeting_count,
  sum(coalesce(visits.is_member, 0)) as attendance_count,
  max(visits.held_day) as last_day
from (
  select distinct
    membership_days.chapter_id,
    membership_days.person_id,
    attendance_by_meeting.meeting_id
  from membership_days
  join attendance_by_meeting
    on attendance_by_meeting.chapter_id = membership_days.chapter_id
    and attendance_by_meeting.held_day >= membership_days.first_day
    and attendance_by_meeting.held_day <= membership_days.last_day
  left join leave_days
    on leave_days.person_id = membership_days.person_id
    and leave_days.first_day <= attendance_by_meeting.held_day
    and leave_days.last_day >= attendance_by_meeting.held_day
  where leave_days.person_id is null
) as possible
left join visits on visits.meeting_id = possible.meeting_id and visits.person_id = possible.person_id
group by possible.chapter_id, possible.person_id
