-- title: The meetings at which both of two people have a status
select
  meetings.id as meeting_id,
  meetings.held_on,
  mine.status as kept_status,
  theirs.status as gone_status
from attendance as mine
join attendance as theirs on theirs.meeting_id = mine.meeting_id and theirs.person_id = :gone
join meetings on meetings.id = mine.meeting_id
where mine.person_id = :kept
order by meetings.held_on, meetings.id
