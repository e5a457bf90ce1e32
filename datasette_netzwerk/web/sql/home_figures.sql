-- title: The figures of the home page
-- description: One row. A figure is empty where there is none, or where it is held back because it is small.
-- parameter: today

select
  (select count(*) from members) as member_count,
  (select count(distinct industry_id) from member_industries) as trade_count,
  (select count(*) from countries) as country_count,
  latest.year,
  latest.meeting_count,
  round(latest.mean_attendance) as mean_attendance
from (select 1)
left join (
  select year, sum(meeting_count) as meeting_count, avg(mean_attendance) as mean_attendance
  from attendance_by_year
  where year <= cast(substr(:today, 1, 4) as integer)
  group by year
  having avg(mean_attendance) is not null
  order by year desc
  limit 1
) as latest;
