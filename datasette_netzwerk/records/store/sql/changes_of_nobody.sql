-- title: Take changes from people who are gone
-- description: The next person may get the same key; the other's history is not hers.
update changes set person_id = null
where person_id is not null and person_id not in (select id from people)
