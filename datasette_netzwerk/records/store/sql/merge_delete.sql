-- title: Forget that two people were made one
delete from merges where id = :id
