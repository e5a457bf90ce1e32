-- title: Refresh a person
-- description: An empty cell is no deletion; columns that mean nothing to us join those of other lists. A row that says nothing new is not touched.
update people set
  salutation = coalesce(:salutation, salutation),
  academic_title = coalesce(:academic_title, academic_title),
  given_name = coalesce(:given_name, given_name),
  family_name = :family_name,
  birth_name = coalesce(:birth_name, birth_name),
  name_suffix = coalesce(:name_suffix, name_suffix),
  raw_name = coalesce(:raw_name, raw_name),
  name_key = :name_key,
  sort_key = :sort_key,
  birth_date = coalesce(:birth_date, birth_date),
  street = coalesce(:street, street),
  postcode = coalesce(:postcode, postcode),
  town = coalesce(:town, town),
  country_code = coalesce(:country_code, country_code),
  note = coalesce(:note, note),
  unmapped = coalesce(json_patch(coalesce(unmapped, '{}'), :unmapped), unmapped),
  import_run_id = :import_run_id,
  line = :line
where
  id = :id
  and (
    salutation,
    academic_title,
    given_name,
    family_name,
    birth_name,
    name_suffix,
    raw_name,
    name_key,
    sort_key,
    birth_date,
    street,
    postcode,
    town,
    country_code,
    note,
    unmapped
  ) is not (
    coalesce(:salutation, salutation),
    coalesce(:academic_title, academic_title),
    coalesce(:given_name, given_name),
    :family_name,
    coalesce(:birth_name, birth_name),
    coalesce(:name_suffix, name_suffix),
    coalesce(:raw_name, raw_name),
    :name_key,
    :sort_key,
    coalesce(:birth_date, birth_date),
    coalesce(:street, street),
    coalesce(:postcode, postcode),
    coalesce(:town, town),
    coalesce(:country_code, country_code),
    coalesce(:note, note),
    coalesce(json_patch(coalesce(unmapped, '{}'), :unmapped), unmapped)
  )
