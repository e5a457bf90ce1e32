-- title: Take changes from people who are gone
-- description: The next person may get the same key; the other's history is not hers.
--   Whoever was made one with somebody else has her history there.
update changes set person_id = null
where
  person_id is not null
  and person_id not in (select id from people)
  and person_id not in (select gone_id from merges)
