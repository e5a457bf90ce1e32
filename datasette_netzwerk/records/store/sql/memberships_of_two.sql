-- title: The memberships of two people, the earliest first
select id, person_id, chapter_id, started_on, ended_on
from memberships
where person_id in (:kept, :gone)
order by started_on, id
