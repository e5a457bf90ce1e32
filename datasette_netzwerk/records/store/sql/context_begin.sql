-- title: Let the triggers write history again
insert into context (id) values (1)
