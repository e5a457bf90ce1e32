-- title: Everybody, by number or name
-- row: one person
select
  (select group_concat(external_id) from (select external_id from identifiers where kind = 'person' and record_id = people.id order by 1)) as numbers,
  salutation, academic_title, given_name, family_name, birth_name, name_suffix, birth_date, street, postcode, town,
  country_code, note, unmapped
from people
