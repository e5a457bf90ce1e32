-- title: Members by country
-- description: Every country that a group's listed members work in or know people in; who does both counts as working there.
-- row: one country
-- parameter: chapter
with closest as (
  select
    member_countries.country_id,
    member_countries.member_id,
    max(member_countries.depth = 'works') as is_at_work
  from member_countries
  join members on members.id = member_countries.member_id
  where members.chapter_id = :chapter and members.is_current = 1
  group by member_countries.country_id, member_countries.member_id
)
select
  countries.id,
  countries.name_de,
  countries.name_en,
  count(*) as member_count,
  sum(closest.is_at_work) as first_count
from closest
join countries on countries.id = closest.country_id
group by countries.id, countries.name_de, countries.name_en
order by member_count desc, countries.id
