-- title: Close one problem
update problems set resolved_at = :now, resolved_run_id = :import_run_id where id = :id
