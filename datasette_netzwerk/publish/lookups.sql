-- title: What every audience's file looks up
-- description: Short names for joins that all four files need: the ids of the audience at hand, each person's current
--   membership and company, and first contact point of each kind. Nothing here decides what is shown.

drop view if exists temp.ids;
create temp view ids as
select published_ids.kind, published_ids.record_id, published_ids.public_id, published_ids.slug
from main.published_ids
join publication on publication.audience = published_ids.audience;

drop table if exists temp.current_memberships;
create temp table current_memberships as
select
  person_id,
  chapter_id,
  started_on,
  ended_on,
  -- 2019-03-12, or 2019-03 or 2019 where nobody knows more
  substr(started_on, 1, case started_precision when 'year' then 4 when 'month' then 7 else 10 end) as joined_on
from (
  select
    memberships.*,
    row_number() over (
      partition by memberships.person_id
      order by
        (memberships.ended_on is null or memberships.ended_on > publication.today) desc,
        memberships.started_on desc,
        memberships.id
    ) as place
  from memberships, publication
)
where place = 1;

drop table if exists temp.current_positions;
create temp table current_positions as
select person_id, company_id, title
from (
  select positions.*, row_number() over (partition by person_id order by id desc) as place
  from positions, publication
  where ended_on is null or ended_on > publication.today
)
where place = 1;

drop table if exists temp.first_contacts;
create temp table first_contacts as
select
  person_id,
  max(value) filter (where kind = 'email') as email,
  max(value) filter (where kind = 'phone') as phone,
  max(value) filter (where kind = 'mobile') as mobile,
  max(value) filter (where kind = 'website') as website
from (
  select person_id, kind, value, row_number() over (partition by person_id, kind order by rank, key) as place
  from contact_points
)
where place = 1
group by person_id;

drop table if exists temp.current_roles;
create temp table current_roles as
select person_id, group_concat(name, ', ') as names
from (
  select roles.person_id, roles.name
  from roles, publication
  where
    (roles.started_on is null or roles.started_on <= publication.today)
    and (roles.ended_on is null or roles.ended_on > publication.today)
  order by roles.person_id, roles.name
)
group by person_id;

-- A list calls a meeting off in its title ("Abgesagt: Sommerfest", "Sommerfest (fällt aus)") or in a column of its own,
-- whatever that is called: such a cell says nothing else.
drop view if exists temp.cancelled_meetings;
create temp view cancelled_meetings as
with
words as (
  select value as word
  from json_each('["abgesagt", "entfällt", "fällt aus", "ausgefallen", "storniert", "cancelled", "canceled"]')
)
select meetings.id as meeting_id
from main.meetings
where
  exists (
    select 1
    from words
    where
      lower(meetings.title) like word || ':%'
      or lower(meetings.title) like word || ' %'
      or lower(meetings.title) like '%(' || word || ')%'
      or lower(meetings.title) = word
      or lower(meetings.kind) = word
  )
  or exists (
    select 1
    from json_each(meetings.unmapped) as cells
    join words on lower(trim(cells.value)) = words.word
  );
