-- title: Members by trade
-- description: Every trade of a group's listed members; a member with two trades counts in both.
-- row: one trade
-- parameter: chapter
select
  industries.id,
  industries.name_de,
  industries.name_en,
  count(distinct members.id) as member_count,
  count(distinct members.id) as first_count
from industries
join member_industries on member_industries.industry_id = industries.id
join members on members.id = member_industries.member_id
where members.chapter_id = :chapter and members.is_current = 1
group by industries.id, industries.name_de, industries.name_en
order by member_count desc, industries.id
