-- title: Every change that one import made, the first first
select id, table_name, record_key, person_id, operation, differences
from changes
where import_run_id = :run
order by id
