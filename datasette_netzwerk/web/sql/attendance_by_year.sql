-- title: Attendance by year
-- row: one calendar year of a group
-- parameter: chapter
select
  attendance_by_year.year,
  attendance_by_year.meeting_count,
  attendance_by_year.attendance_count,
  attendance_by_year.people_count,
  attendance_by_year.mean_attendance
from attendance_by_year
where attendance_by_year.chapter_id = :chapter
order by attendance_by_year.year
