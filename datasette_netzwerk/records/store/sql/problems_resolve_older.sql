-- title: Close the problems of a file that its new version no longer has
-- description: :still holds the problems of this run as JSON arrays of code, column, value, arguments and row.
update problems set resolved_at = :now, resolved_run_id = :import_run_id
where
  resolved_at is null
  and import_run_id <> :import_run_id
  and source = :source
  and json_array(code, column_name, value, arguments, row) not in (select value from json_each(:still))
