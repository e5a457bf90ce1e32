-- title: Attendance by year
-- description: Meetings in each year, how often somebody came, how many different people, and people per meeting on average.
-- row: one year of one group
-- chart: bar x=year:ordinal y=mean_attendance:quantitative
select
  year,
  meeting_count,
  attendance_count,
  people_count,
  mean_attendance,
  chapter_id
from attendance_by_year
order by year, chapter_id
limit 1000
