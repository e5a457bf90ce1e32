-- title: Listed members
-- description: How many members of a group are listed, and how many of them name a trade.
-- row: the group
-- parameter: chapter
select
  count(distinct members.id) as member_count,
  count(distinct member_industries.member_id) as with_industry_count
from members
left join member_industries on member_industries.member_id = members.id
where members.chapter_id = :chapter and members.is_current = 1
