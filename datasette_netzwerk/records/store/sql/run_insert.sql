-- title: Begin an import run
insert into import_runs (
  kind, file_name, sha256, mapping_sha256, encoding, delimiter, options_sha256, columns, actor, started_at,
  row_count, inserted_count, updated_count, unchanged_count, problem_count
)
values (:kind, :file_name, :sha256, :mapping_sha256, :encoding, :delimiter, :options_sha256, :columns, :actor, :started_at, 0, 0, 0, 0, 0)
