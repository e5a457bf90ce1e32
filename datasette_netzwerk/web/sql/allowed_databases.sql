-- title: The databases in which an action is allowed without anybody else's saying so
-- description: For Datasette 1.0's permissions: one rule for each database. names is a JSON array.
select
  value as parent,
  null as child,
  1 as allow,
  'netzwerk' as reason
from json_each(:names)
