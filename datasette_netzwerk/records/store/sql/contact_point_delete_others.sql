-- title: Remove ways to reach a person that the list no longer names
-- description: Runs only for a cell that is not empty; what goes is kept in changes.
delete from contact_points
where person_id = :person_id and kind = :kind and key not in (select value from json_each(:kept))
