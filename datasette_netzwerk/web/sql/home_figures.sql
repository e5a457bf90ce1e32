-- title: The figures of the home page
-- description: One row. A figure is empty where there is none, or where it is held back because it is small.
-- parameter: today

select
  (select count(*) from members where is_current = 1) as member_count,
  (
    select count(distinct member_industries.industry_id)
    from member_industries
    join members on members.id = member_industries.member_id and members.is_current = 1
  ) as trade_count,
  (
    select count(distinct member_countries.country_id)
    from member_countries
    join members on members.id = member_countries.member_id and members.is_current = 1
  ) as country_count,
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
