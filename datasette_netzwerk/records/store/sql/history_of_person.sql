-- title: What changed about one person, the latest last
select changed_at, actor, import_run_id, table_name, record_key, operation, differences
from changes
where person_id = :person_id
order by id
