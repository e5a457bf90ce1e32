-- title: Everybody with a name, with what tells one person from another
select
  people.id,
  people.given_name,
  people.family_name,
  people.birth_name,
  people.name_suffix,
  people.birth_date,
  people.street,
  people.postcode,
  people.town,
  (
    select json_group_array(json_array(contact_points.kind, contact_points.key))
    from contact_points
    where contact_points.person_id = people.id
  ) as contact_points,
  (
    select json_group_array(companies.key)
    from positions
    join companies on companies.id = positions.company_id
    where positions.person_id = people.id
  ) as company_keys,
  exists (select 1 from memberships where memberships.person_id = people.id) as is_member
from people
where people.name_key <> ''
order by people.id
