-- title: Who was at which meeting
-- row: one person at one meeting, told by number or name and by day and title
select
  meetings.held_on,
  meetings.title_key,
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  attendance.status,
  coalesce(attendance.substitute_name, substitutes.name) as substitute,
  hosts.name as invited_by,
  attendance.note
from attendance
join meetings on meetings.id = attendance.meeting_id
join people on people.id = attendance.person_id
left join people as substitutes on substitutes.id = attendance.substitute_id
left join people as hosts on hosts.id = attendance.invited_by_id
