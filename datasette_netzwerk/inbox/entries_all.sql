-- title: Every entry that still has its content, the oldest first
select
  id,
  kind,
  actor,
  content,
  received_at
from entries
where content is not null
order by id
