-- title: Newest guests without a second visit
-- description: Guests who came once, the newest first, with the member who brought them, so that somebody can ask them again.
-- row: one guest
select
  max(meetings.held_on) as held_on,
  guests.name as guest,
  max(meetings.name) as meeting,
  max(hosts.name) as invited_by,
  guests.phone,
  guests.email
from guest_visits
join guests on guests.id = guest_visits.guest_id
join meetings on meetings.id = guest_visits.meeting_id
left join members as hosts on hosts.id = guest_visits.invited_by_id
where guest_visits.status in ('present', 'remote', 'late', 'substituted')
group by guests.id
having count(*) = 1
order by held_on desc, guests.sort_key, guests.id
limit 200
