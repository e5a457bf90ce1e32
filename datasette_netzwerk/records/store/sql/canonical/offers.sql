-- title: Offers and requests
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  offers.kind, offers.text
from offers
join people on people.id = offers.person_id
