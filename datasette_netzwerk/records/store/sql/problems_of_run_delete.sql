-- title: Forget the problems of an import that is undone
delete from problems where import_run_id = :run
