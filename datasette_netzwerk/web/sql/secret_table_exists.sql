-- title: Whether secrets were kept yet
select 1
from sqlite_master
where name = 'secrets'
