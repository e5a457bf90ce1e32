-- title: Let one person have what only the other's record says
update people set
  salutation = coalesce(people.salutation, gone.salutation),
  academic_title = coalesce(people.academic_title, gone.academic_title),
  birth_name = coalesce(people.birth_name, gone.birth_name),
  name_suffix = coalesce(people.name_suffix, gone.name_suffix),
  birth_date = coalesce(people.birth_date, gone.birth_date),
  street = coalesce(people.street, gone.street),
  postcode = coalesce(people.postcode, gone.postcode),
  town = coalesce(people.town, gone.town),
  country_code = coalesce(people.country_code, gone.country_code),
  note = coalesce(people.note, gone.note),
  unmapped = json_patch(coalesce(gone.unmapped, '{}'), coalesce(people.unmapped, '{}'))
from (select * from people where id = :gone) as gone
where people.id = :kept
