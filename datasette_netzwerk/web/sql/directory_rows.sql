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
    select
      json_group_array(
        json_object('kind', kind, 'id', id, 'label', label, 'depth', depth, 'names', json_array(name_de, name_en))
      )
    from (
      select 'country' as kind, id, label, depth, name_de, name_en
      from (
        select
          countries.id,
          case :language when 'de' then countries.name_de else countries.name_en end as label,
          member_countries.depth,
          countries.name_de,
          countries.name_en,
          row_number() over (
            partition by countries.id
            order by case member_countries.depth when 'works' then 1 when 'lived' then 2 else 3 end
          ) as place
        from member_countries
        join countries on countries.id = member_countries.country_id
        where member_countries.member_id = members.id
      )
      where place = 1
      union all
      select 'topic', topics.id, topics.name, null, topics.name, topics.name
      from member_topics
      join topics on topics.id = member_topics.topic_id
      where member_topics.member_id = members.id
      union all
      select
        'language',
        languages.id,
        case :language when 'de' then languages.name_de else languages.name_en end,
        null,
        languages.name_de,
        languages.name_en
      from member_languages
      join languages on languages.id = member_languages.language_id
      where member_languages.member_id = members.id
      order by kind, label
    )
  ) as others
from json_each(:ids) as wanted
join members on members.id = wanted.value
left join companies on companies.id = members.company_id
order by wanted.key;
