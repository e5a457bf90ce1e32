-- title: Pairs who met
-- description: Two people who were at the same meeting, how often and when last; each pair once. Only the count of pairs is
--   published, never who met whom.
-- row: one pair of people of one chapter
select
  one.chapter_id,
  one.person_id,
  other.person_id as other_id,
  count(*) as meeting_count,
  max(one.held_day) as last_day
from visits as one
join visits as other on other.meeting_id = one.meeting_id and other.person_id > one.person_id
group by one.chapter_id, one.person_id, other.person_id
