-- title: Remove countries that the list no longer names
-- description: Runs only for a cell that is not empty; what goes is kept in changes.
delete from member_countries
where person_id = :person_id and depth = :depth and country_code not in (select value from json_each(:kept))
