-- title: Remove a person
delete from people where id = :id
