-- title: Who changed a record since
select changes.import_run_id, changes.actor, changes.changed_at, import_runs.file_name
from changes
left join import_runs on import_runs.id = changes.import_run_id
where changes.id > :last and changes.table_name = :table and changes.record_key = :key
order by changes.id
