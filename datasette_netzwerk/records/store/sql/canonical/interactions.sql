-- title: What people did for each other
-- row: one entry
select
  interactions.kind,
  interactions.occurred_on,
  givers.name_key as giver,
  receivers.name_key as receiver,
  coalesce(interactions.third_name, thirds.name) as third,
  interactions.outcome,
  interactions.amount_cents,
  interactions.currency,
  interactions.text
from interactions
left join people as givers on givers.id = interactions.giver_id
join people as receivers on receivers.id = interactions.receiver_id
left join people as thirds on thirds.id = interactions.third_id
