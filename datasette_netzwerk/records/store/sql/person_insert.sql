-- title: Add a person
insert into people (salutation, academic_title, given_name, family_name, birth_name, name_suffix, raw_name, name_key, sort_key, birth_date, street, postcode, town, country_code, note, unmapped, import_run_id, line)
values (:salutation, :academic_title, :given_name, :family_name, :birth_name, :name_suffix, :raw_name, :name_key, :sort_key, :birth_date, :street, :postcode, :town, :country_code, :note, :unmapped, :import_run_id, :line)
