-- title: Members per town
-- description: How many of the members shown are at home in each town.
-- row: one town
-- chart: bar x=town:ordinal y=member_count:quantitative
select
  town,
  count(*) as member_count
from current_members as members
where town is not null
group by town
order by member_count desc, town
limit 1000
