-- title: Finish an import run
update import_runs set
  finished_at = :finished_at,
  row_count = :row_count,
  inserted_count = :inserted_count,
  updated_count = :updated_count,
  unchanged_count = :unchanged_count,
  problem_count = :problem_count
where id = :id
