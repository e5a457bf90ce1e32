-- title: Members per country
-- description: How many of the members shown work in each country, lived there or know people there. Somebody may count in
--   more than one column.
-- row: one country
-- chart: bar x=country:ordinal y=member_count:quantitative
select
  countries.name as country,
  countries.id as code,
  count(distinct member_countries.member_id) as member_count,
  count(distinct iif(member_countries.depth = 'works', member_countries.member_id, null)) as works_count,
  count(distinct iif(member_countries.depth = 'lived', member_countries.member_id, null)) as lived_count,
  count(distinct iif(member_countries.depth = 'knows', member_countries.member_id, null)) as knows_count
from countries
join member_countries on member_countries.country_id = countries.id
join members on members.id = member_countries.member_id and members.is_current = 1
group by countries.id
order by member_count desc, sorted_as(countries.name)
limit 1000
