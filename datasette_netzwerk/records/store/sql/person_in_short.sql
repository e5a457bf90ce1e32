-- title: What an organiser needs to see of somebody to tell her from another
select
  people.name,
  people.birth_name,
  people.birth_date,
  (
    select group_concat(identifiers.external_id, ', ')
    from identifiers
    where identifiers.kind = 'person' and identifiers.record_id = people.id
  ) as number,
  (
    select group_concat(companies.name, ', ')
    from positions
    join companies on companies.id = positions.company_id
    where positions.person_id = people.id
  ) as company,
  (
    select group_concat(contact_points.value, ', ')
    from contact_points
    where contact_points.person_id = people.id and contact_points.kind = 'email'
  ) as email,
  (
    select group_concat(contact_points.value, ', ')
    from contact_points
    where contact_points.person_id = people.id and contact_points.kind in ('phone', 'mobile')
  ) as phone,
  people.street,
  trim(coalesce(people.postcode, '') || ' ' || coalesce(people.town, '')) as town,
  (select min(coalesce(started_on, '?')) from memberships where memberships.person_id = people.id) as member_since,
  (select count(*) from attendance where attendance.person_id = people.id) as attendance,
  import_runs.file_name || ', ' || people.line as source
from people
join import_runs on import_runs.id = people.import_run_id
where people.id = :id
