-- title: Tell the triggers who is at work
update context set actor = :actor, import_run_id = :import_run_id where id = 1
