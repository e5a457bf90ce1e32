-- title: A person's memberships in one chapter, the latest first
select id, started_on, started_precision, ended_on
from memberships
where person_id = :person_id and chapter_id = :chapter_id
order by coalesce(started_on, '') desc
