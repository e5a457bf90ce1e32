-- title: Members by town
-- description: Every town that a group's listed members are from.
-- row: one town
-- parameter: chapter
select
  members.town as name_de,
  members.town as name_en,
  count(*) as member_count,
  count(*) as first_count
from members
where members.chapter_id = :chapter and members.town is not null and members.is_current = 1
group by members.town
order by member_count desc, members.town
