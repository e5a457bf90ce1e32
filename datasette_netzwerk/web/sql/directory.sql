-- title: Everybody in the directory, with what she can be filtered by
-- description: One row per member who has not left, sorted as a German phone book; each filter as a JSON list of ids.

with
trades as (
  select member_id, json_group_array(industry_id) as ids
  from (select distinct member_id, industry_id from member_industries order by 1, 2)
  group by member_id
),
abroad as (
  select member_id, json_group_array(country_id) as ids
  from (select distinct member_id, country_id from member_countries order by 1, 2)
  group by member_id
),
spoken as (
  select member_id, json_group_array(language_id) as ids
  from (select member_id, language_id from member_languages order by 1, 2)
  group by member_id
),
cared_for as (
  select member_id, json_group_array(topic_id) as ids
  from (select member_id, topic_id from member_topics order by 1, 2)
  group by member_id
)
select
  members.id,
  upper(substr(members.sort_key, 1, 1)) as letter,
  coalesce(trades.ids, '[]') as trade,
  json_array(members.town) as town,
  coalesce(abroad.ids, '[]') as country,
  coalesce(spoken.ids, '[]') as speaks,
  coalesce(cared_for.ids, '[]') as topic
from members
left join trades on trades.member_id = members.id
left join abroad on abroad.member_id = members.id
left join spoken on spoken.member_id = members.id
left join cared_for on cared_for.member_id = members.id
where members.is_current = 1
order by members.sort_key, members.id;
