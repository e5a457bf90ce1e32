-- title: Leaves
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  leaves.started_on, leaves.ended_on
from leaves
join people on people.id = leaves.person_id
