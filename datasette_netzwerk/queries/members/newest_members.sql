-- title: Newest members
-- description: Who joined last, so that everybody can welcome her.
-- row: one member
select
  members.joined_on,
  members.name as member,
  companies.name as company,
  group_concat(distinct member_industries.own_words) as trades,
  members.town,
  members.slug
from members
left join companies on companies.id = members.company_id
left join member_industries on member_industries.member_id = members.id
where members.is_current = 1 and members.joined_on is not null
group by members.id
order by members.joined_on desc, members.sort_key, members.id
limit 20
