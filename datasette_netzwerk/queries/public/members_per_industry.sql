-- title: Members per industry
-- description: How many of the members shown work in each industry.
-- row: one industry
-- chart: bar x=industry:ordinal y=member_count:quantitative
select
  industries.name as industry,
  industries.section,
  count(distinct member_industries.member_id) as member_count
from industries
join member_industries on member_industries.industry_id = industries.id
join members on members.id = member_industries.member_id and members.is_current = 1
group by industries.id
order by member_count desc, sorted_as(industries.name)
limit 1000
