-- title: Introductions, referrals and one-to-ones by year
-- description: How often members did something for each other in each calendar year, by kind.
-- row: one kind of interaction in one chapter and year
select
  chapter_id,
  occurred_year,
  kind,
  count(*) as interaction_count
from dated_interactions
group by chapter_id, occurred_year, kind
