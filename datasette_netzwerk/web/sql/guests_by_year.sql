-- title: Guests who became members
-- row: one calendar year of a group
-- parameter: chapter
select guests_by_year.year, guests_by_year.guest_count, guests_by_year.joined_count
from guests_by_year
where guests_by_year.chapter_id = :chapter
order by guests_by_year.year
