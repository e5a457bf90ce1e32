-- title: Ways to reach people
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  contact_points.kind, contact_points.key, contact_points.rank
from contact_points
join people on people.id = contact_points.person_id
