-- title: Open problems
select id, code, severity, source, sheet, line, column_name, value, arguments, row
from problems
where resolved_at is null
order by id
