-- title: Every entry about two people, the first first
select
  interactions.*,
  trim(coalesce(givers.given_name || ' ', '') || givers.family_name) as giver,
  trim(coalesce(receivers.given_name || ' ', '') || receivers.family_name) as receiver,
  coalesce(
    interactions.third_name,
    trim(coalesce(thirds.given_name || ' ', '') || thirds.family_name)
  ) as third,
  (select external_id from identifiers where kind = 'person' and record_id = giver_id order by import_run_id, external_id limit 1) as giver_number,
  (select external_id from identifiers where kind = 'person' and record_id = receiver_id order by import_run_id, external_id limit 1) as receiver_number,
  (select external_id from identifiers where kind = 'person' and record_id = third_id order by import_run_id, external_id limit 1) as third_number
from interactions
left join people as givers on givers.id = interactions.giver_id
join people as receivers on receivers.id = interactions.receiver_id
left join people as thirds on thirds.id = interactions.third_id
order by occurred_on, interactions.id
