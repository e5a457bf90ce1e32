-- title: Add a person
-- description: The number of somebody who was made one with another is never given again: an un-merge needs it.
insert into people (id, salutation, academic_title, given_name, family_name, birth_name, name_suffix, raw_name, name_key, sort_key, birth_date, street, postcode, town, country_code, note, unmapped, import_run_id, line)
select
  1 + max(coalesce((select max(people.id) from people), 0), coalesce((select max(merges.gone_id) from merges), 0)),
  :salutation, :academic_title, :given_name, :family_name, :birth_name, :name_suffix, :raw_name, :name_key, :sort_key, :birth_date, :street, :postcode, :town, :country_code, :note, :unmapped, :import_run_id, :line
