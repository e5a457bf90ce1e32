-- title: Who works in an industry?
-- description: Members who work in an industry, by its German or English name or by the words they use themselves.
-- row: one trade of one member
-- parameter: industry | Industry | all industries
-- choices: industries
select
  members.name as member,
  companies.name as company,
  industries.name as industry,
  member_industries.own_words,
  members.town,
  members.email,
  members.phone,
  members.website,
  members.slug
from member_industries
join industries on industries.id = member_industries.industry_id
join members on members.id = member_industries.member_id and members.is_current = 1
left join companies on companies.id = members.company_id
where
  industries.id = trim(:industry)
  or finds(industries.name_de, :industry)
  or finds(industries.name_en, :industry)
  or finds(industries.official_name, :industry)
  or finds(industries.section, :industry)
  or finds(member_industries.own_words, :industry)
order by members.sort_key, members.id, sorted_as(industries.name), sorted_as(member_industries.own_words)
