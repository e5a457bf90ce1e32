-- title: Remember the name that a group's lists use for a record
insert into identifiers (kind, external_id, record_id, import_run_id)
values (:kind, :external_id, :record_id, :import_run_id)
on conflict (kind, external_id) do nothing
