-- title: Who works in a country or knows people there?
-- description: Members who work in a country, lived there or know people there. The country may be written in German, in
--   English or as its two letters.
-- row: one member and one country
-- parameter: country | Country | all countries
-- choices: countries
with
wanted as (
  select
    id,
    name
  from countries
  where
    case
      when length(trim(:country)) = 2 then id = upper(trim(:country))
      else finds(name_de, :country) or finds(name_en, :country)
    end
)
select
  members.name as member,
  companies.name as company,
  wanted.name as country,
  group_concat(depths.depth, ', ') as depth,
  members.town,
  members.email,
  members.phone,
  members.website,
  members.slug
from wanted
join (
  select
    member_id,
    country_id,
    depth
  from member_countries
  order by
    member_id,
    country_id,
    case depth when 'works' then 1 when 'lived' then 2 else 3 end
) as depths on depths.country_id = wanted.id
join members on members.id = depths.member_id and members.is_current = 1
left join companies on companies.id = members.company_id
group by members.id, wanted.id
order by sorted_as(wanted.name), members.sort_key, members.id
