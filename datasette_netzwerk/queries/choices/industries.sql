-- title: The industries of the members shown, each with how many members work in it
select
  industries.name as industry,
  industries.name || ' (' || count(distinct member_industries.member_id) || ')' as label
from industries
join member_industries on member_industries.industry_id = industries.id
join members on members.id = member_industries.member_id and members.is_current = 1
group by industries.id
order by sorted_as(industries.name)
limit 200
