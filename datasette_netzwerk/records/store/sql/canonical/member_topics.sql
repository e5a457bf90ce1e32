-- title: Keywords
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  member_topics.slug
from member_topics
join people on people.id = member_topics.person_id
