-- title: History by triggers
-- description: Every update and delete of a fact writes one row of changes: who, in which import, and each changed column's
--   value before and after, also the run and line it came from, so that undoing an import restores the row as it was. The
--   condition is NULL-safe (is not), so rewriting a row with equal values writes nothing. Inserts are told by the row's own
--   import_run_id. Where each column stands is checked against the tables by a test.

create trigger people_updated after update on people
when (old.salutation, old.academic_title, old.given_name, old.family_name, old.birth_name, old.name_suffix, old.raw_name, old.name_key, old.sort_key, old.birth_date, old.street, old.postcode, old.town, old.country_code, old.note, old.unmapped)
  is not (new.salutation, new.academic_title, new.given_name, new.family_name, new.birth_name, new.name_suffix, new.raw_name, new.name_key, new.sort_key, new.birth_date, new.street, new.postcode, new.town, new.country_code, new.note, new.unmapped)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'people',
    old.id,
    old.id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'salutation' as name, old.salutation as before, new.salutation as after
      union all select 'academic_title', old.academic_title, new.academic_title
      union all select 'given_name', old.given_name, new.given_name
      union all select 'family_name', old.family_name, new.family_name
      union all select 'birth_name', old.birth_name, new.birth_name
      union all select 'name_suffix', old.name_suffix, new.name_suffix
      union all select 'raw_name', old.raw_name, new.raw_name
      union all select 'name_key', old.name_key, new.name_key
      union all select 'sort_key', old.sort_key, new.sort_key
      union all select 'birth_date', old.birth_date, new.birth_date
      union all select 'street', old.street, new.street
      union all select 'postcode', old.postcode, new.postcode
      union all select 'town', old.town, new.town
      union all select 'country_code', old.country_code, new.country_code
      union all select 'note', old.note, new.note
      union all select 'unmapped', old.unmapped, new.unmapped
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger people_deleted after delete on people
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'people',
    old.id,
    old.id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'salutation' as name, old.salutation as before, null as after
      union all select 'academic_title', old.academic_title, null
      union all select 'given_name', old.given_name, null
      union all select 'family_name', old.family_name, null
      union all select 'birth_name', old.birth_name, null
      union all select 'name_suffix', old.name_suffix, null
      union all select 'raw_name', old.raw_name, null
      union all select 'name_key', old.name_key, null
      union all select 'sort_key', old.sort_key, null
      union all select 'birth_date', old.birth_date, null
      union all select 'street', old.street, null
      union all select 'postcode', old.postcode, null
      union all select 'town', old.town, null
      union all select 'country_code', old.country_code, null
      union all select 'note', old.note, null
      union all select 'unmapped', old.unmapped, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger contact_points_updated after update on contact_points
when (old.person_id, old.kind, old.value, old.key, old.rank)
  is not (new.person_id, new.kind, new.value, new.key, new.rank)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'contact_points',
    old.id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, new.person_id as after
      union all select 'kind', old.kind, new.kind
      union all select 'value', old.value, new.value
      union all select 'key', old.key, new.key
      union all select 'rank', old.rank, new.rank
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger contact_points_deleted after delete on contact_points
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'contact_points',
    old.id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'kind', old.kind, null
      union all select 'value', old.value, null
      union all select 'key', old.key, null
      union all select 'rank', old.rank, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger companies_updated after update on companies
when (old.name, old.key, old.legal_form)
  is not (new.name, new.key, new.legal_form)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'companies',
    old.id,
    null,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'name' as name, old.name as before, new.name as after
      union all select 'key', old.key, new.key
      union all select 'legal_form', old.legal_form, new.legal_form
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger companies_deleted after delete on companies
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'companies',
    old.id,
    null,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'name' as name, old.name as before, null as after
      union all select 'key', old.key, null
      union all select 'legal_form', old.legal_form, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger positions_updated after update on positions
when (old.person_id, old.company_id, old.title, old.ended_on)
  is not (new.person_id, new.company_id, new.title, new.ended_on)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'positions',
    old.id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, new.person_id as after
      union all select 'company_id', old.company_id, new.company_id
      union all select 'title', old.title, new.title
      union all select 'ended_on', old.ended_on, new.ended_on
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger positions_deleted after delete on positions
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'positions',
    old.id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'company_id', old.company_id, null
      union all select 'title', old.title, null
      union all select 'ended_on', old.ended_on, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger memberships_updated after update on memberships
when (old.person_id, old.chapter_id, old.started_on, old.started_precision, old.ended_on)
  is not (new.person_id, new.chapter_id, new.started_on, new.started_precision, new.ended_on)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'memberships',
    old.id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, new.person_id as after
      union all select 'chapter_id', old.chapter_id, new.chapter_id
      union all select 'started_on', old.started_on, new.started_on
      union all select 'started_precision', old.started_precision, new.started_precision
      union all select 'ended_on', old.ended_on, new.ended_on
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger memberships_deleted after delete on memberships
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'memberships',
    old.id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'chapter_id', old.chapter_id, null
      union all select 'started_on', old.started_on, null
      union all select 'started_precision', old.started_precision, null
      union all select 'ended_on', old.ended_on, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger roles_updated after update on roles
when (old.person_id, old.chapter_id, old.name, old.started_on, old.ended_on)
  is not (new.person_id, new.chapter_id, new.name, new.started_on, new.ended_on)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'roles',
    old.id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, new.person_id as after
      union all select 'chapter_id', old.chapter_id, new.chapter_id
      union all select 'name', old.name, new.name
      union all select 'started_on', old.started_on, new.started_on
      union all select 'ended_on', old.ended_on, new.ended_on
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger roles_deleted after delete on roles
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'roles',
    old.id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'chapter_id', old.chapter_id, null
      union all select 'name', old.name, null
      union all select 'started_on', old.started_on, null
      union all select 'ended_on', old.ended_on, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger member_industries_updated after update on member_industries
when (old.industry_id, old.method, old.rank)
  is not (new.industry_id, new.method, new.rank)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_industries',
    old.person_id || ',' || old.own_words,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'industry_id' as name, old.industry_id as before, new.industry_id as after
      union all select 'method', old.method, new.method
      union all select 'rank', old.rank, new.rank
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger member_industries_deleted after delete on member_industries
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_industries',
    old.person_id || ',' || old.own_words,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'industry_id' as name, old.industry_id as before, null as after
      union all select 'method', old.method, null
      union all select 'rank', old.rank, null
      union all select 'person_id', old.person_id, null
      union all select 'own_words', old.own_words, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger member_countries_updated after update on member_countries
when old.own_words is not new.own_words
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_countries',
    old.person_id || ',' || old.country_code || ',' || old.depth,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'own_words' as name, old.own_words as before, new.own_words as after
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger member_countries_deleted after delete on member_countries
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_countries',
    old.person_id || ',' || old.country_code || ',' || old.depth,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'own_words' as name, old.own_words as before, null as after
      union all select 'person_id', old.person_id, null
      union all select 'country_code', old.country_code, null
      union all select 'depth', old.depth, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger member_languages_deleted after delete on member_languages
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_languages',
    old.person_id || ',' || old.language_code,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'language_code', old.language_code, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger member_topics_updated after update on member_topics
when old.topic is not new.topic
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_topics',
    old.person_id || ',' || old.slug,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'topic' as name, old.topic as before, new.topic as after
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger member_topics_deleted after delete on member_topics
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'member_topics',
    old.person_id || ',' || old.slug,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'topic' as name, old.topic as before, null as after
      union all select 'person_id', old.person_id, null
      union all select 'slug', old.slug, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger offers_updated after update on offers
when (old.person_id, old.kind, old.text)
  is not (new.person_id, new.kind, new.text)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'offers',
    old.id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, new.person_id as after
      union all select 'kind', old.kind, new.kind
      union all select 'text', old.text, new.text
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger offers_deleted after delete on offers
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'offers',
    old.id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'kind', old.kind, null
      union all select 'text', old.text, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger leaves_updated after update on leaves
when (old.person_id, old.started_on, old.ended_on)
  is not (new.person_id, new.started_on, new.ended_on)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'leaves',
    old.id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, new.person_id as after
      union all select 'started_on', old.started_on, new.started_on
      union all select 'ended_on', old.ended_on, new.ended_on
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger leaves_deleted after delete on leaves
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'leaves',
    old.id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'person_id' as name, old.person_id as before, null as after
      union all select 'started_on', old.started_on, null
      union all select 'ended_on', old.ended_on, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger consents_updated after update on consents
when (old.given_on, old.withdrawn_on, old.is_refusal, old.wording, old.evidence)
  is not (new.given_on, new.withdrawn_on, new.is_refusal, new.wording, new.evidence)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'consents',
    old.person_id || ',' || old.field || ',' || old.audience,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'given_on' as name, old.given_on as before, new.given_on as after
      union all select 'withdrawn_on', old.withdrawn_on, new.withdrawn_on
      union all select 'is_refusal', old.is_refusal, new.is_refusal
      union all select 'wording', old.wording, new.wording
      union all select 'evidence', old.evidence, new.evidence
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger consents_deleted after delete on consents
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'consents',
    old.person_id || ',' || old.field || ',' || old.audience,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'given_on' as name, old.given_on as before, null as after
      union all select 'withdrawn_on', old.withdrawn_on, null
      union all select 'is_refusal', old.is_refusal, null
      union all select 'wording', old.wording, null
      union all select 'evidence', old.evidence, null
      union all select 'person_id', old.person_id, null
      union all select 'field', old.field, null
      union all select 'audience', old.audience, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger meetings_updated after update on meetings
when (old.chapter_id, old.held_on, old.starts_at_local, old.ends_at_local, old.title, old.title_key, old.kind, old.place, old.capacity, old.report, old.slug, old.unmapped)
  is not (new.chapter_id, new.held_on, new.starts_at_local, new.ends_at_local, new.title, new.title_key, new.kind, new.place, new.capacity, new.report, new.slug, new.unmapped)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'meetings',
    old.id,
    null,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'chapter_id' as name, old.chapter_id as before, new.chapter_id as after
      union all select 'held_on', old.held_on, new.held_on
      union all select 'starts_at_local', old.starts_at_local, new.starts_at_local
      union all select 'ends_at_local', old.ends_at_local, new.ends_at_local
      union all select 'title', old.title, new.title
      union all select 'title_key', old.title_key, new.title_key
      union all select 'kind', old.kind, new.kind
      union all select 'place', old.place, new.place
      union all select 'capacity', old.capacity, new.capacity
      union all select 'report', old.report, new.report
      union all select 'slug', old.slug, new.slug
      union all select 'unmapped', old.unmapped, new.unmapped
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger meetings_deleted after delete on meetings
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'meetings',
    old.id,
    null,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'chapter_id' as name, old.chapter_id as before, null as after
      union all select 'held_on', old.held_on, null
      union all select 'starts_at_local', old.starts_at_local, null
      union all select 'ends_at_local', old.ends_at_local, null
      union all select 'title', old.title, null
      union all select 'title_key', old.title_key, null
      union all select 'kind', old.kind, null
      union all select 'place', old.place, null
      union all select 'capacity', old.capacity, null
      union all select 'report', old.report, null
      union all select 'slug', old.slug, null
      union all select 'unmapped', old.unmapped, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger attendance_updated after update on attendance
when (old.status, old.substitute_id, old.substitute_name, old.invited_by_id, old.note)
  is not (new.status, new.substitute_id, new.substitute_name, new.invited_by_id, new.note)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'attendance',
    old.meeting_id || ',' || old.person_id,
    old.person_id,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'status' as name, old.status as before, new.status as after
      union all select 'substitute_id', old.substitute_id, new.substitute_id
      union all select 'substitute_name', old.substitute_name, new.substitute_name
      union all select 'invited_by_id', old.invited_by_id, new.invited_by_id
      union all select 'note', old.note, new.note
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger attendance_deleted after delete on attendance
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'attendance',
    old.meeting_id || ',' || old.person_id,
    old.person_id,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'status' as name, old.status as before, null as after
      union all select 'substitute_id', old.substitute_id, null
      union all select 'substitute_name', old.substitute_name, null
      union all select 'invited_by_id', old.invited_by_id, null
      union all select 'note', old.note, null
      union all select 'meeting_id', old.meeting_id, null
      union all select 'person_id', old.person_id, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;

create trigger interactions_updated after update on interactions
when (old.chapter_id, old.kind, old.occurred_on, old.giver_id, old.receiver_id, old.third_id, old.third_name, old.outcome, old.amount_cents, old.currency, old.text, old.fingerprint)
  is not (new.chapter_id, new.kind, new.occurred_on, new.giver_id, new.receiver_id, new.third_id, new.third_name, new.outcome, new.amount_cents, new.currency, new.text, new.fingerprint)
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'interactions',
    old.id,
    null,
    'update',
    (select json_group_object(name, json_array(before, after)) from (
      select 'chapter_id' as name, old.chapter_id as before, new.chapter_id as after
      union all select 'kind', old.kind, new.kind
      union all select 'occurred_on', old.occurred_on, new.occurred_on
      union all select 'giver_id', old.giver_id, new.giver_id
      union all select 'receiver_id', old.receiver_id, new.receiver_id
      union all select 'third_id', old.third_id, new.third_id
      union all select 'third_name', old.third_name, new.third_name
      union all select 'outcome', old.outcome, new.outcome
      union all select 'amount_cents', old.amount_cents, new.amount_cents
      union all select 'currency', old.currency, new.currency
      union all select 'text', old.text, new.text
      union all select 'fingerprint', old.fingerprint, new.fingerprint
      union all select 'import_run_id', old.import_run_id, new.import_run_id
      union all select 'line', old.line, new.line
    ) where before is not after)
  from context;
end;

create trigger interactions_deleted after delete on interactions
begin
  insert into changes (changed_at, actor, import_run_id, table_name, record_key, person_id, operation, differences)
  select
    strftime('%Y-%m-%dT%H:%M:%fZ'),
    context.actor,
    context.import_run_id,
    'interactions',
    old.id,
    null,
    'delete',
    (select json_group_object(name, json_array(before, after)) from (
      select 'chapter_id' as name, old.chapter_id as before, null as after
      union all select 'kind', old.kind, null
      union all select 'occurred_on', old.occurred_on, null
      union all select 'giver_id', old.giver_id, null
      union all select 'receiver_id', old.receiver_id, null
      union all select 'third_id', old.third_id, null
      union all select 'third_name', old.third_name, null
      union all select 'outcome', old.outcome, null
      union all select 'amount_cents', old.amount_cents, null
      union all select 'currency', old.currency, null
      union all select 'text', old.text, null
      union all select 'fingerprint', old.fingerprint, null
      union all select 'import_run_id', old.import_run_id, null
      union all select 'line', old.line, null
    ) where before is not after)
  from context;
end;
