-- title: Meetings
-- row: one meeting
select held_on, title_key, title, starts_at_local, ends_at_local, kind, place, capacity, report, unmapped
from meetings
