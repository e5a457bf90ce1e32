-- title: Each industry with each country that one of its members shown works in or knows people in
select
  industries.name as industry,
  countries.id as country,
  industries.name || ', ' || countries.name as label
from member_industries
join members on members.id = member_industries.member_id and members.is_current = 1
join industries on industries.id = member_industries.industry_id
join member_countries on member_countries.member_id = member_industries.member_id
join countries on countries.id = member_countries.country_id
group by industries.id, countries.id
order by sorted_as(industries.name), sorted_as(countries.name)
limit 200
