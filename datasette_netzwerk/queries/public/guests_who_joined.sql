-- title: Guests who became members
-- description: How many people came for the first time as guests in each year, and how many of them joined within a year. A
--   small number of people may be left empty so that nobody can be told.
-- row: one year of one group
-- chart: bar x=year:ordinal y=guest_count:quantitative
select
  year,
  guest_count,
  joined_count,
  round(1.0 * joined_count / nullif(guest_count, 0), 2) as joined_share,
  chapter_id
from guests_by_year
order by year, chapter_id
limit 1000
