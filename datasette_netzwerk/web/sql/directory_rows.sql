-- title: The rows of the directory
-- description: One row per member of those asked for, in the order asked for; what there can be several of is a JSON list.
-- parameter: ids
-- parameter: language

select
  members.id,
  members.slug,
  members.name,
  members.given_name,
  members.family_name,
  upper(substr(members.sort_key, 1, 1)) as letter,
  members.position,
  companies.name as company,
  (
    select group_concat(own_words, ', ')
    from (select distinct own_words from member_industries where member_id = members.id order by own_words)
  ) as trades,
  members.town,
  members.role,
  members.email,
  coalesce(members.mobile, members.phone) as phone,
  (
    select json_group_array(text)
    from (select text from offers where offers.member_id = members.id order by text)
  ) as offers,
  (
    select json_group_array(text)
    from (select text from requests where requests.member_id = members.id order by text)
  ) as requests,
  (
    select json_group_array(label)
    from (
      select topics.name as label
      from member_topics
      join topics on topics.id = member_topics.topic_id
      where member_topics.member_id = members.id
      union
      select case :language when 'de' then name_de else name_en end
      from member_countries
      join countries on countries.id = member_countries.country_id
      where member_countries.member_id = members.id
      union
      select case :language when 'de' then name_de else name_en end
      from member_languages
      join languages on languages.id = member_languages.language_id
      where member_languages.member_id = members.id
      order by label
    )
  ) as others
from json_each(:ids) as wanted
join members on members.id = wanted.value
left join companies on companies.id = members.company_id
order by wanted.key;
