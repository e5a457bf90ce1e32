-- title: Close the problems of a file that its new version no longer has
-- description: A file of the rows that were left out, mended, closes theirs. The lists of one file don't close each other's.
--   :still holds the problems of this run as JSON arrays of code, column, value, arguments and row.
update problems set resolved_at = :now, resolved_run_id = :import_run_id
where
  resolved_at is null
  and import_run_id not in (
    select one.id
    from import_runs as one
    join import_runs as this on this.sha256 = one.sha256 and this.options_sha256 = one.options_sha256
    where this.id = :import_run_id
  )
  and (source = :source or exported_as = :source)
  and json_array(code, column_name, value, arguments, row) not in (select value from json_each(:still))
