-- title: Trades
-- row: one fact about one person, who is told by number or name
select
  (select coalesce(min(external_id), people.name_key) from identifiers where kind = 'person' and record_id = people.id) as person,
  industries.slug, member_industries.own_words, member_industries.rank
from member_industries
join people on people.id = member_industries.person_id
join industries on industries.id = member_industries.industry_id
