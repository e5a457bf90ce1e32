-- title: The line on which the list has a person at a meeting
select line from temp.incoming where meeting_id = :meeting_id and person_id = :person_id
