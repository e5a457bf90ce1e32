-- title: The queries that can be read at most
-- description: For Datasette 1.0's permissions about queries, whose own rule names each query: rules are intersected row by
--   row, so ours has to name them too. names is a JSON array of databases.
select
  database_name as parent,
  name as child
from queries
where database_name in (select value from json_each(:names))
