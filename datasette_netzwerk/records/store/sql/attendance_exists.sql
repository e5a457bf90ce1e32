-- title: Whether an attendance is known already
select 1 from attendance where meeting_id = :meeting_id and person_id = :person_id
