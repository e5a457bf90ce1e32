-- title: Offices
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  roles.name, roles.started_on, roles.ended_on
from roles
join people on people.id = roles.person_id
