-- title: The databases with which an action is possible at most
-- description: For Datasette 1.0's permissions: a database's name stands for all that is in it. names is a JSON array.
select
  value as parent,
  null as child
from json_each(:names)
