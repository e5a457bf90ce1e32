-- title: Meetings and attendance in each year
-- description: Made from the numbers of the meetings as everybody reads them, so a year can tell no more than they do; the
--   number of different people comes from what was counted.

insert into published.attendance_by_year (
  chapter_id, year, meeting_count, attendance_count, people_count, mean_attendance, counted_on
)
select
  attendance_by_meeting.chapter_id,
  told_people.year,
  count(*),
  case when count(attendance_by_meeting.attendance_count) = count(*) then sum(attendance_by_meeting.attendance_count) end,
  told_people.people_count,
  case
    when count(attendance_by_meeting.attendance_count) = count(*)
      then round(cast(sum(attendance_by_meeting.attendance_count) as real) / count(*), 1)
  end,
  told_people.counted_on
from published.attendance_by_meeting
join told_people
  on told_people.chapter_id = attendance_by_meeting.chapter_id
  and told_people.year = cast(substr(attendance_by_meeting.held_on, 1, 4) as integer)
group by attendance_by_meeting.chapter_id, told_people.year
order by 1, 2;
