-- title: Every attendance, in the order of meetings and people
select
  attendance.status,
  attendance.note,
  people.academic_title,
  people.given_name,
  people.family_name,
  people.name_suffix,
  coalesce(
    (
      select external_id from identifiers
      where kind = 'person' and record_id = people.id
      order by import_run_id, external_id
      limit 1
    ),
    ''
  ) as external_id,
  (
    select value from contact_points
    where kind = 'email' and person_id = people.id
    order by rank
    limit 1
  ) as email,
  meetings.held_on,
  meetings.title,
  (
    select external_id from identifiers
    where kind = 'meeting' and record_id = meetings.id
    order by import_run_id, external_id
    limit 1
  ) as meeting_id,
  coalesce(
    attendance.substitute_name,
    trim(coalesce(substitutes.given_name || ' ', '') || substitutes.family_name)
  ) as substitute,
  trim(coalesce(hosts.given_name || ' ', '') || hosts.family_name) as invited_by,
  not exists (
    select 1 from memberships
    where
      memberships.person_id = people.id
      and coalesce(memberships.started_on, '') <= meetings.held_on
      and coalesce(memberships.ended_on, '9999') >= meetings.held_on
  ) as is_guest
from attendance
join meetings on meetings.id = attendance.meeting_id
join people on people.id = attendance.person_id
left join people as substitutes on substitutes.id = attendance.substitute_id
left join people as hosts on hosts.id = attendance.invited_by_id
order by meetings.held_on, meetings.title, meetings.id, people.sort_key, people.id
