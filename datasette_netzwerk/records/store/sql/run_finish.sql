-- title: Finish an import run
update import_runs set
  finished_at = :finished_at,
  row_count = :row_count,
  inserted_count = :inserted_count,
  updated_count = :updated_count,
  unchanged_count = :unchanged_count,
  problem_count = :problem_count,
  last_change_id = (select coalesce(max(id), 0) from changes)
where id = :id
