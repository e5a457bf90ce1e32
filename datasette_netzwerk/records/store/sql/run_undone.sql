-- title: Record that an import was undone
update import_runs set undone_at = :now, undone_by = :actor where id = :id
