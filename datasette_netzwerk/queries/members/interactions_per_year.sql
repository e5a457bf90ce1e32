-- title: What members did for each other, by year
-- description: Introductions, referrals, one-to-ones, recommendations and thanks in each year. Never who did what for whom.
-- row: one kind in one year of one group
-- chart: bar x=year:ordinal y=interaction_count:quantitative color=kind
select
  year,
  kind,
  interaction_count,
  chapter_id
from interactions_by_year
order by year, kind, chapter_id
limit 1000
