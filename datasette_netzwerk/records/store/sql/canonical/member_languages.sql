-- title: Languages
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  member_languages.language_code
from member_languages
join people on people.id = member_languages.person_id
