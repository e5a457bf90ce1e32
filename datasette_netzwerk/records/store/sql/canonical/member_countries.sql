-- title: Countries that members work in or know people in
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  member_countries.country_code, member_countries.depth
from member_countries
join people on people.id = member_countries.person_id
