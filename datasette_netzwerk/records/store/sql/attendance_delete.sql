-- title: Remove one person's status at one meeting
delete from attendance where meeting_id = :meeting_id and person_id = :person_id
