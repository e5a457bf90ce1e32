-- title: Whether a file of records knows about forgetting yet
select count(*) from sqlite_master where type = 'table' and name = 'forgotten_keys'
