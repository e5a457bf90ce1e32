-- title: The newest members
-- description: One row per member who joined within the last two years and shows it, the newest first; six at most.
-- parameter: today

select members.slug, members.name, members.town, companies.name as company, members.joined_on
from members
left join companies on companies.id = members.company_id
where members.is_current = 1 and members.joined_on between date(:today, '-2 years') and :today
order by members.joined_on desc, members.sort_key
limit 6;
