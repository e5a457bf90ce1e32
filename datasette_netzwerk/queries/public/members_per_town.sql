-- title: Members per town
-- description: How many of the members shown are at home in each town.
-- row: one town
-- chart: bar x=town:ordinal y=member_count:quantitative
select
  town,
  count(*) as member_count
from members
where is_current = 1 and town is not null
group by town
order by member_count desc, sorted_as(town)
limit 1000
