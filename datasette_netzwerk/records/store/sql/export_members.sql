-- title: Everybody whom the lists of members name, with all that is known about each
-- row: one person; what may be several is a JSON array
select
  people.id,
  people.salutation,
  people.academic_title,
  people.given_name,
  people.family_name,
  people.birth_name,
  people.name_suffix,
  people.raw_name,
  people.birth_date,
  people.street,
  people.postcode,
  people.town,
  people.country_code,
  people.note,
  coalesce(people.unmapped, '{}') as unmapped,
  (
    select external_id from identifiers
    where kind = 'person' and record_id = people.id
    order by import_run_id, external_id
    limit 1
  ) as external_id,
  (
    select json_array(companies.name, positions.title)
    from positions join companies on companies.id = positions.company_id
    where positions.person_id = people.id and positions.ended_on is null
    order by positions.id desc
    limit 1
  ) as position,
  (
    select
      json_array(
        case started_precision
          when 'year' then substr(started_on, 1, 4)
          when 'month' then substr(started_on, 1, 7)
          else started_on
        end,
        ended_on
      )
    from memberships
    where memberships.person_id = people.id
    order by coalesce(started_on, '') desc
    limit 1
  ) as membership,
  (
    select json_array(started_on, ended_on) from leaves
    where leaves.person_id = people.id
    order by started_on desc
    limit 1
  ) as leave,
  (
    select json_group_array(json_array(kind, value))
    from (select kind, value from contact_points where person_id = people.id order by kind, rank)
  ) as contact_points,
  (
    select json_group_array(json_array(name, started_on, ended_on))
    from (select name, started_on, ended_on from roles where person_id = people.id order by id)
  ) as roles,
  (
    select json_group_array(own_words)
    from (select own_words from member_industries where person_id = people.id order by rank)
  ) as industries,
  (
    select json_group_array(json_array(depth, country_code, own_words))
    from (select * from member_countries where person_id = people.id order by depth, country_code)
  ) as countries,
  (
    select json_group_array(language_code)
    from (select language_code from member_languages where person_id = people.id order by language_code)
  ) as languages,
  (
    select json_group_array(topic)
    from (select topic from member_topics where person_id = people.id order by topic)
  ) as topics,
  (
    select json_group_array(json_array(kind, text))
    from (select kind, text from offers where person_id = people.id order by id)
  ) as offers,
  (
    select json_group_array(json_array(audience, field, given_on, withdrawn_on, is_refusal, wording, evidence))
    from (select * from consents where person_id = people.id order by audience, field)
  ) as consents
from people
where
  exists (select 1 from memberships where memberships.person_id = people.id)
  or people.import_run_id in (select id from import_runs where kind = 'members')
order by people.sort_key, people.id
