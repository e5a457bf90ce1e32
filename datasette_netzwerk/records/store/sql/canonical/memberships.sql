-- title: Memberships
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  memberships.started_on, memberships.started_precision, memberships.ended_on
from memberships
join people on people.id = memberships.person_id
