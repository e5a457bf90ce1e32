-- title: Every import, the latest first
select
  id, kind, file_name, actor, started_at, finished_at,
  row_count, inserted_count, updated_count, unchanged_count, problem_count,
  undone_at, undone_by
from import_runs
order by id desc
