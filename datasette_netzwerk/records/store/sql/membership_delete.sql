-- title: Remove a membership
delete from memberships where id = :id
