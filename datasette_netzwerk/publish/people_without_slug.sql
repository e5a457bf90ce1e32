-- title: People who are shown and have no address yet
-- description: In the order of their random ids, so that the order tells nothing.
select trim(coalesce(people.given_name || ' ', '') || people.family_name) as name, ids.public_id
from shown
join people on people.id = shown.person_id
join ids on ids.kind = 'person' and ids.record_id = people.id
where ids.slug is null
order by ids.public_id
