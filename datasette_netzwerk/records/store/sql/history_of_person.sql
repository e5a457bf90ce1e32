-- title: What changed about one person, the latest last
-- description: An import that was undone says when, and by whom.
select
  changes.changed_at,
  changes.actor,
  changes.import_run_id,
  changes.table_name,
  changes.record_key,
  changes.operation,
  changes.differences,
  import_runs.undone_at,
  import_runs.undone_by
from changes
left join import_runs on import_runs.id = changes.import_run_id
where changes.person_id = :person_id
order by changes.id
