-- title: One member, with all that the file shows of her
-- description: One row, or none; what there can be several of is a JSON list.
-- parameter: slug
-- parameter: language

select
  members.id,
  members.slug,
  members.name,
  members.given_name,
  members.family_name,
  members.position,
  members.role,
  companies.name as company,
  members.town,
  members.email,
  members.phone,
  members.mobile,
  members.website,
  (select as_of from generations) as as_of,
  members.joined_on,
  members.is_current,
  chapters.name as chapter,
  (select count(*) from chapters) as chapter_count,
  (
    select json_group_array(json_object('id', industry_id, 'label', own_words))
    from (select industry_id, own_words from member_industries where member_id = members.id order by own_words)
  ) as trades,
  (
    select json_group_array(json_object('id', id, 'label', label, 'depth', depth))
    from (
      select countries.id, case :language when 'de' then name_de else name_en end as label, depth
      from member_countries
      join countries on countries.id = member_countries.country_id
      where member_id = members.id
      order by label, depth
    )
  ) as countries,
  (
    select json_group_array(json_object('id', id, 'label', label))
    from (
      select languages.id, case :language when 'de' then name_de else name_en end as label
      from member_languages
      join languages on languages.id = member_languages.language_id
      where member_id = members.id
      order by label
    )
  ) as languages,
  (
    select json_group_array(json_object('id', id, 'label', name))
    from (
      select topics.id, topics.name
      from member_topics
      join topics on topics.id = member_topics.topic_id
      where member_id = members.id
      order by topics.name
    )
  ) as topics,
  (select json_group_array(text) from (select text from offers where member_id = members.id order by text)) as offers,
  (select json_group_array(text) from (select text from requests where member_id = members.id order by text)) as requests
from members
join chapters on chapters.id = members.chapter_id
left join companies on companies.id = members.company_id
where members.slug = :slug;
