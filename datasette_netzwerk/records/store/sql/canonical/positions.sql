-- title: Who represents which business
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  companies.key, positions.title, positions.ended_on is not null as has_ended
from positions
join people on people.id = positions.person_id
join companies on companies.id = positions.company_id
