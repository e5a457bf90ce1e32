-- title: Who is shown, and with which fields
-- description: For the audience at hand, one row per person who is listed at all, and a 1 for each field that may show.
--   Public: only a consent that is given, begun and not withdrawn. Members: the same, or what the group shows its members by
--   default, unless refused. Organisers and the person herself: everything. Public and members see current members only.
--   A consent without a date, in the future, withdrawn, or for an unknown audience opens nothing.

drop table if exists temp.shown;

create temp table shown as
with
listed as (
  select person_id
  from memberships, publication
  where person_id in (select id from people where name_key <> '') -- whoever is forgotten is counted and not shown
  group by person_id
  having publication.audience in ('organisers', 'private')
    or max(
      (started_on is null or started_on <= publication.today) and (ended_on is null or ended_on > publication.today)
    )
),
in_force as (
  select consents.person_id, consents.field, consents.audience
  from consents, publication
  where
    consents.is_refusal = 0
    and consents.given_on <= publication.today
    and (consents.withdrawn_on is null or consents.withdrawn_on > publication.today)
),
permitted as (
  select listed.person_id, in_force.field
  from listed
  join in_force on in_force.person_id = listed.person_id
  join publication on in_force.audience = 'public' or in_force.audience = publication.audience
  union
  select listed.person_id, fields.field
  from listed, fields, publication
  where
    publication.audience = 'members'
    and fields.is_default
    and not exists (
      select 1
      from consents
      where
        consents.person_id = listed.person_id
        and consents.audience = 'members'
        and consents.field in (fields.field, 'name')
        and (consents.is_refusal = 1 or consents.withdrawn_on <= publication.today)
    )
  union
  select listed.person_id, fields.field
  from listed, fields, publication
  where publication.audience in ('organisers', 'private')
)
select
  person_id,
  max(field = 'company') as company,
  max(field = 'industry') as industry,
  max(field = 'town') as town,
  max(field = 'countries') as countries,
  max(field = 'languages') as languages,
  max(field = 'topics') as topics,
  max(field = 'offers') as offers,
  max(field = 'requests') as requests,
  max(field = 'email') as email,
  max(field = 'phone') as phone,
  max(field = 'mobile') as mobile,
  max(field = 'website') as website,
  max(field = 'role') as role,
  max(field = 'joined_on') as joined_on
from permitted
group by person_id
having max(field = 'name') = 1;
