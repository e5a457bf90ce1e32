-- title: Remove a problem and the row it holds
delete from problems where id = :id
