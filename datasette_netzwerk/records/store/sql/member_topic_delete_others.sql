-- title: Remove keywords that the list no longer names
-- description: Runs only for a cell that is not empty; what goes is kept in changes.
delete from member_topics
where person_id = :person_id and slug not in (select value from json_each(:kept))
