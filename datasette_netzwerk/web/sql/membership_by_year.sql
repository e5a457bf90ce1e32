-- title: Joiners and leavers by year
-- row: one calendar year of a group
-- parameter: chapter
select
  membership_by_year.year,
  membership_by_year.joined_count,
  membership_by_year.left_count,
  membership_by_year.member_count
from membership_by_year
where membership_by_year.chapter_id = :chapter
order by membership_by_year.year
