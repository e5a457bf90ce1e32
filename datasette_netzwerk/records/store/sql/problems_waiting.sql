-- title: Rows that wait for a person or meeting to become known
select id, import_run_id, source, coalesce(line, 0) as line, record
from problems
where resolved_at is null and record is not null
order by id
