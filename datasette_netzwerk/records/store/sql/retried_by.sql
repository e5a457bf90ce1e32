-- title: Later imports that stored rows which an import had left waiting
-- description: A later version of the same file holds those rows itself.
select distinct import_runs.id as import_run_id
from problems
join import_runs on import_runs.id = problems.resolved_run_id
where
  problems.import_run_id = :run
  and problems.record is not null
  and import_runs.id <> :run
  and import_runs.undone_at is null
  and import_runs.file_name <> problems.source
order by import_runs.id
