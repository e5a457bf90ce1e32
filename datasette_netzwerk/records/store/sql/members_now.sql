-- title: Who is a member on a day, by name
select people.id, people.name
from people
where exists (
  select 1
  from memberships
  where memberships.person_id = people.id and coalesce(memberships.ended_on, '9999') > :today
)
order by people.sort_key, people.id
