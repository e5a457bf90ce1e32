-- title: Remove a question
delete from reviews where id = :id
