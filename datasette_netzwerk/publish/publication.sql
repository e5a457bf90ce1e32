-- title: The publication at hand
-- description: One row that says for whom and as of which day, and small tables that the audiences' SQL reads.

create temp table publication (
  audience text not null,
  today text not null,
  reports_shown_to text not null
);

create temp table fields (
  field text primary key,
  is_default integer not null -- 1 for what members see of each other unless somebody refuses
);
create temp table country_names (code text primary key, name text not null, name_de text not null, name_en text not null);
create temp table language_names (code text primary key, name text not null, name_de text not null, name_en text not null);
create temp table industry_titles (
  code text primary key,
  name text not null,
  name_de text not null,
  name_en text not null,
  official_name text not null,
  section text not null
);

-- A random id for every person and company and audience that has none yet: 128 bits, so that nobody can count or join them.
create temp view new_ids as
select audiences.value as audience, records.kind, records.id as record_id, lower(hex(randomblob(16))) as public_id
from json_each('["public", "members", "organisers", "private"]') as audiences
cross join (
  select 'person' as kind, id from people
  union all
  select 'company', id from companies
) as records
where not exists (
  select 1
  from main.published_ids
  where
    published_ids.audience = audiences.value
    and published_ids.kind = records.kind
    and published_ids.record_id = records.id
);
