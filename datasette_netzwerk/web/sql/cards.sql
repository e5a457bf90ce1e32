-- title: What a business card needs
-- description: One row per member of those asked for, in the order asked for.
-- parameter: ids

select
  members.id,
  members.slug,
  members.name,
  members.given_name,
  members.family_name,
  members.position,
  companies.name as company,
  members.town,
  members.email,
  members.phone,
  members.mobile,
  members.website,
  (select as_of from generations) as as_of
from json_each(:ids) as wanted
join members on members.id = wanted.value
left join companies on companies.id = members.company_id
order by wanted.key;
