-- title: The countries of the members shown, each with how many members work there or know people there
select
  countries.name as country,
  countries.name || ' (' || count(distinct member_countries.member_id) || ')' as label
from countries
join member_countries on member_countries.country_id = countries.id
join members on members.id = member_countries.member_id and members.is_current = 1
group by countries.id
order by sorted_as(countries.name)
limit 200
