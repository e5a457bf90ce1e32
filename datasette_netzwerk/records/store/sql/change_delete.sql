-- title: Remove one change from the history
delete from changes where id = :id
