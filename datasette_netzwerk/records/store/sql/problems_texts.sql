-- title: What problems hold of their rows
select id, coalesce(value, '') || ' ' || arguments || ' ' || coalesce(row, '') || ' ' || coalesce(record, '') as text
from problems
