-- title: Add an offer or a request
insert into offers (person_id, kind, text, import_run_id, line)
values (:person_id, :kind, :text, :import_run_id, :line)
on conflict (person_id, kind, text) do nothing
