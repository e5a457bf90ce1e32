-- title: Who works in an industry and knows a country?
-- description: Members of an industry who work in a country, lived there or know people there.
-- row: one member
-- parameter: industry | Industry | all industries
-- parameter: country | Country | all countries
-- choices: industries_and_countries
with
industries_wanted as (
  select
    member_industries.member_id,
    group_concat(distinct industries.name) as names
  from member_industries
  join industries on industries.id = member_industries.industry_id
  where
    industries.id = trim(:industry)
    or finds(industries.name_de, :industry)
    or finds(industries.name_en, :industry)
    or finds(industries.official_name, :industry)
    or finds(industries.section, :industry)
    or finds(member_industries.own_words, :industry)
  group by member_industries.member_id
),
countries_wanted as (
  select
    member_countries.member_id,
    group_concat(distinct countries.name) as names
  from member_countries
  join countries on countries.id = member_countries.country_id
  where
    case
      when length(trim(:country)) = 2 then countries.id = upper(trim(:country))
      else finds(countries.name_de, :country) or finds(countries.name_en, :country)
    end
  group by member_countries.member_id
)
select
  members.name as member,
  companies.name as company,
  industries_wanted.names as industries,
  countries_wanted.names as countries,
  members.town,
  members.email,
  members.phone,
  members.website,
  members.slug
from members
join industries_wanted on industries_wanted.member_id = members.id
join countries_wanted on countries_wanted.member_id = members.id
left join companies on companies.id = members.company_id
where members.is_current = 1
order by members.sort_key, members.id
