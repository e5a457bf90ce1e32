-- title: How many of the list's rows are known already
select count(*)
from temp.incoming
join attendance on attendance.meeting_id = incoming.meeting_id and attendance.person_id = incoming.person_id
