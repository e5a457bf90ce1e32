-- title: Take in one row of a list of attendance, unless the list has the person at the meeting already
-- description: The parameters have places instead of names: a million rows come as tuples, not as dictionaries.
insert into temp.incoming (meeting_id, person_id, answer_id, line)
values (?1, ?2, ?3, ?4)
on conflict (meeting_id, person_id) do nothing
