-- title: Changes made after an import's end, by imports that stand and by hand
select changes.table_name, changes.record_key, changes.import_run_id, changes.actor, changes.changed_at, changes.differences
from changes
left join import_runs on import_runs.id = changes.import_run_id
where changes.id > :last_change_id and changes.import_run_id is not :run and import_runs.undone_at is null
order by changes.id
