-- title: Substitutes of whom only the name is kept
select meeting_id, person_id, substitute_name as name from attendance where substitute_name is not null
