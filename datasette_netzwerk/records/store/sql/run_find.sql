-- title: One import run
-- parameter: id
select id, kind, file_name, actor, started_at, last_change_id, undone_at, undone_by
from import_runs
where id = :id
