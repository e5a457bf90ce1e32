-- title: Every meeting, the first first
select
  meetings.*,
  coalesce(meetings.unmapped, '{}') as unmapped_cells,
  (
    select external_id from identifiers
    where kind = 'meeting' and record_id = meetings.id
    order by import_run_id, external_id
    limit 1
  ) as external_id
from meetings
order by held_on, title, id
