-- title: How many pairs have met
-- description: The number of pairs of people who were at one meeting together at least once, and their common meetings in all.
-- row: one chapter
select
  chapter_id,
  count(*) as pair_count,
  sum(meeting_count) as common_meeting_count
from encounters
group by chapter_id
