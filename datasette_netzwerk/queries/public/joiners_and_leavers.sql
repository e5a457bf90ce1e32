-- title: Joiners and leavers by year
-- description: Who joined and who left in each year, and how many members there were at its end. A small number of people may
--   be left empty so that nobody can be told.
-- row: one year of one group
-- chart: line x=year:ordinal y=member_count:quantitative
select
  year,
  joined_count,
  left_count,
  member_count,
  chapter_id
from membership_by_year
order by year, chapter_id
limit 1000
