-- title: Remember how a row described a person
insert into sightings (description, person_id, import_run_id, line)
values (:description, :person_id, :import_run_id, :line)
on conflict (description, person_id) do nothing
