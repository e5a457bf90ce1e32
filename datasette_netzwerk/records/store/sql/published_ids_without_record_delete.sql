-- title: Forget the public ids of people and companies that are gone
-- description: The next person may get the same key; she must not get the other's address.
delete from published_ids
where
  (kind = 'person' and record_id not in (select id from people))
  or (kind = 'company' and record_id not in (select id from companies))
