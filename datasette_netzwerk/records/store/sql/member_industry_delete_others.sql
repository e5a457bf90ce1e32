-- title: Remove trades that the list no longer names
-- description: Runs only for a cell that is not empty; what goes is kept in changes.
delete from member_industries
where person_id = :person_id and own_words not in (select value from json_each(:kept))
