-- title: The last import of a file with the same options, if nothing that it says was changed since
-- description: A file of several lists makes several imports; one that was undone makes the file new again.
select import_runs.id, import_runs.kind, import_runs.started_at, import_runs.row_count
from import_runs
where
  sha256 = :sha256
  and options_sha256 = :options_sha256
  and undone_at is null
  and not exists (
    select 1
    from changes
    left join import_runs as later on later.id = changes.import_run_id
    where
      changes.id > import_runs.last_change_id
      and changes.import_run_id is not import_runs.id
      and later.undone_at is null
  )
  and not exists (
    select 1
    from import_runs as undone
    where undone.sha256 = :sha256 and undone.undone_at > import_runs.started_at
  )
order by import_runs.id desc
limit 1
