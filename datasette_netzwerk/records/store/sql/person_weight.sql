-- title: How well somebody is known: a member before a guest, somebody with a number before one without
select
  exists (select 1 from memberships where memberships.person_id = people.id) as is_member,
  exists (
    select 1 from identifiers where identifiers.kind = 'person' and identifiers.record_id = people.id
  ) as has_number,
  people.given_name is not null as has_given_name
from people
where people.id = :id
