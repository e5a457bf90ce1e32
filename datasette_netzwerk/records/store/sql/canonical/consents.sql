-- title: Consents
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  consents.field, consents.audience, consents.given_on, consents.withdrawn_on, consents.is_refusal, consents.wording, consents.evidence
from consents
join people on people.id = consents.person_id
