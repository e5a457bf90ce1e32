-- title: Add a language a member speaks
insert into member_languages (person_id, language_code, import_run_id, line)
values (:person_id, :language_code, :import_run_id, :line)
on conflict (person_id, language_code) do nothing
