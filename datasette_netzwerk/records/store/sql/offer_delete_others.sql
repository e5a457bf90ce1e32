-- title: Remove offers or requests that the list no longer names
-- description: Runs only for a cell that is not empty; what goes is kept in changes.
delete from offers
where person_id = :person_id and kind = :kind and text not in (select value from json_each(:kept))
