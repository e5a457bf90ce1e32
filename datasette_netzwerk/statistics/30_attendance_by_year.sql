-- title: Attendance by year
-- description: Meetings with an attendance list in each calendar year, how often somebody came, and how many different people.
-- row: one chapter in one year
select
  meetings_of_year.chapter_id,
  meetings_of_year.held_year,
  meetings_of_year.meeting_count,
  meetings_of_year.attendance_count,
  coalesce(people_of_year.people_count, 0) as people_count,
  cast(meetings_of_year.attendance_count as double) / meetings_of_year.meeting_count as mean_attendance
from (
  select
    chapter_id,
    held_year,
    count(*) as meeting_count,
    sum(attendance_count) as attendance_count
  from attendance_by_meeting
  group by chapter_id, held_year
) as meetings_of_year
left join (
  select
    chapter_id,
    held_year,
    count(distinct person_id) as people_count
  from visits
  group by chapter_id, held_year
) as people_of_year
  on people_of_year.chapter_id = meetings_of_year.chapter_id
  and people_of_year.held_year = meetings_of_year.held_year
