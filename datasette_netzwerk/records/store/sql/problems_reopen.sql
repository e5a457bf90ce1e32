-- title: Open again the problems that an undone import had closed
update problems set resolved_at = null, resolved_run_id = null where resolved_run_id = :run
