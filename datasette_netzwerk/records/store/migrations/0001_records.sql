-- title: The truth about one site's groups, as it stands in records.db
-- description: Every table is strict, every key an integer that is never shown. A fact row carries the import run and the
--   line that last wrote it; a row that an import finds unchanged is not touched. Days are ISO text, money is whole cents.

-- A local group. A single group has one row, a federation many; ids never collide between them.
create table chapters (
  id integer primary key,
  name text not null unique,
  slug text not null unique
) strict;

-- One execution of an import: one file, one transaction.
create table import_runs (
  id integer primary key,
  kind text not null check (kind in ('members', 'meetings', 'attendance', 'interactions')),
  file_name text not null,
  sha256 text not null,
  mapping_sha256 text not null default '',
  encoding text,
  delimiter text,
  actor text not null,
  started_at text not null,
  finished_at text,
  row_count integer not null,
  inserted_count integer not null,
  updated_count integer not null,
  unchanged_count integer not null,
  problem_count integer not null
) strict;
create index import_runs_sha256 on import_runs (sha256, mapping_sha256);

-- Anyone known: attends, interacts, is introduced.
create table people (
  id integer primary key,
  salutation text,
  academic_title text,
  given_name text,
  family_name text not null,
  birth_name text,
  name_suffix text,
  raw_name text,
  name text not null generated always as (
    trim(coalesce(academic_title || ' ', '') || coalesce(given_name || ' ', '') || family_name || coalesce(' ' || name_suffix, ''))
  ) virtual,
  name_key text not null,
  sort_key text not null,
  birth_date text check (birth_date is date(birth_date, '+0 days')),
  street text,
  postcode text,
  town text,
  country_code text check (length(country_code) = 2),
  note text,
  unmapped text check (unmapped is null or json_valid(unmapped)),
  import_run_id integer not null references import_runs (id),
  line integer not null
) strict;
create index people_name_key on people (name_key);

-- The names that a group's own lists use for a person, a meeting or an interaction: member numbers, event ids.
create table identifiers (
  kind text not null check (kind in ('person', 'meeting', 'interaction')),
  external_id text not null,
  record_id integer not null,
  primary key (kind, external_id)
) strict, without rowid;
create index identifiers_record_id on identifiers (kind, record_id);

-- Ways to reach a person. key compares (E.164, lower case), value shows.
create table contact_points (
  id integer primary key,
  person_id integer not null references people (id) on delete cascade,
  kind text not null check (kind in ('email', 'phone', 'mobile', 'fax', 'website')),
  value text not null,
  key text not null,
  rank integer not null,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  unique (person_id, kind, key)
) strict;
create index contact_points_key on contact_points (kind, key);

create table companies (
  id integer primary key,
  name text not null,
  key text not null unique,
  legal_form text,
  import_run_id integer not null references import_runs (id),
  line integer not null
) strict;

-- Who represents which business; the current one has no end.
create table positions (
  id integer primary key,
  person_id integer not null references people (id) on delete cascade,
  company_id integer not null references companies (id),
  title text,
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  import_run_id integer not null references import_runs (id),
  line integer not null,
  unique (person_id, company_id)
) strict;

-- Member, chapter, from, to. An unknown start means: since before the lists begin. Where a list names a year or a month only,
-- started_on is its first day and started_precision tells that its day means nothing.
create table memberships (
  id integer primary key,
  person_id integer not null references people (id) on delete cascade,
  chapter_id integer not null references chapters (id),
  started_on text check (started_on is date(started_on, '+0 days')),
  started_precision text check (started_precision in ('month', 'year')),
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  import_run_id integer not null references import_runs (id),
  line integer not null,
  check (ended_on >= started_on)
) strict;
create unique index memberships_person on memberships (person_id, chapter_id, coalesce(started_on, ''));

-- Offices, with an end.
create table roles (
  id integer primary key,
  person_id integer not null references people (id) on delete cascade,
  chapter_id integer not null references chapters (id),
  name text not null,
  started_on text check (started_on is date(started_on, '+0 days')),
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  import_run_id integer not null references import_runs (id),
  line integer not null,
  unique (person_id, chapter_id, name)
) strict;

-- A division of the WZ 2025 (code), or own words that no rule knows (no code).
create table industries (
  id integer primary key,
  code text unique check (length(code) = 2),
  own_words text,
  slug text not null unique,
  check ((code is null) <> (own_words is null))
) strict;

create table member_industries (
  person_id integer not null references people (id) on delete cascade,
  industry_id integer not null references industries (id),
  own_words text not null,
  method text not null check (method in ('code', 'alias', 'stem', 'none')),
  rank integer not null,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (person_id, own_words)
) strict, without rowid;

create table member_countries (
  person_id integer not null references people (id) on delete cascade,
  country_code text not null check (length(country_code) = 2),
  depth text not null check (depth in ('works', 'lived', 'knows')),
  own_words text,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (person_id, country_code, depth)
) strict, without rowid;

create table member_languages (
  person_id integer not null references people (id) on delete cascade,
  language_code text not null,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (person_id, language_code)
) strict, without rowid;

create table member_topics (
  person_id integer not null references people (id) on delete cascade,
  topic text not null,
  slug text not null,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (person_id, slug)
) strict, without rowid;

-- What a member offers and what she is looking for.
create table offers (
  id integer primary key,
  person_id integer not null references people (id) on delete cascade,
  kind text not null check (kind in ('offer', 'request')),
  text text not null,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  unique (person_id, kind, text)
) strict;

-- Days in which nothing matures and nothing decays. The reason is never kept.
create table leaves (
  id integer primary key,
  person_id integer not null references people (id) on delete cascade,
  started_on text not null check (started_on is date(started_on, '+0 days')),
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  import_run_id integer not null references import_runs (id),
  line integer not null,
  unique (person_id, started_on),
  check (ended_on >= started_on)
) strict;

-- One member's permission for one field and one audience; is_refusal says no, also to what an audience sees by default.
create table consents (
  person_id integer not null references people (id) on delete cascade,
  field text not null,
  audience text not null check (audience in ('public', 'members')),
  given_on text check (given_on is date(given_on, '+0 days')),
  withdrawn_on text check (withdrawn_on is date(withdrawn_on, '+0 days')),
  is_refusal integer not null check (is_refusal in (0, 1)),
  wording text,
  evidence text,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (person_id, field, audience)
) strict, without rowid;

-- One dated gathering. slug is its address: the day, and the title it had when it was first known.
create table meetings (
  id integer primary key,
  chapter_id integer not null references chapters (id),
  held_on text not null check (held_on is date(held_on, '+0 days')),
  starts_at_local text check (starts_at_local glob '[0-2][0-9]:[0-5][0-9]'),
  ends_at_local text check (ends_at_local glob '[0-2][0-9]:[0-5][0-9]'),
  title text,
  title_key text not null default '',
  kind text,
  place text,
  capacity integer check (capacity >= 0),
  report text,
  slug text not null unique,
  unmapped text check (unmapped is null or json_valid(unmapped)),
  import_run_id integer not null references import_runs (id),
  line integer not null
) strict;
create index meetings_held_on on meetings (chapter_id, held_on);

-- One person's status at one meeting. A guest is a person with an attendance and no membership on that day.
create table attendance (
  meeting_id integer not null references meetings (id) on delete cascade,
  person_id integer not null references people (id),
  status text not null check (
    status in ('present', 'remote', 'late', 'substituted', 'excused', 'medical', 'leave', 'absent')
  ),
  substitute_id integer references people (id),
  substitute_name text,
  invited_by_id integer references people (id),
  note text,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (meeting_id, person_id)
) strict, without rowid;
create index attendance_person on attendance (person_id, meeting_id);

-- Something dated between two people: giver does it for receiver, third is whom an introduction reaches.
create table interactions (
  id integer primary key,
  chapter_id integer not null references chapters (id),
  kind text not null check (
    kind in ('introduction', 'referral', 'one_to_one', 'favour', 'recommendation', 'thanks')
  ),
  occurred_on text not null check (occurred_on is date(occurred_on, '+0 days')),
  giver_id integer references people (id),
  receiver_id integer not null references people (id),
  third_id integer references people (id),
  third_name text,
  outcome text,
  amount_cents integer check (amount_cents >= 0),
  currency text check (length(currency) = 3),
  text text,
  fingerprint text not null unique,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  check (giver_id <> receiver_id),
  check (giver_id is not null or kind = 'thanks')
) strict;
create index interactions_giver on interactions (giver_id, occurred_on);
create index interactions_receiver on interactions (receiver_id, occurred_on);

-- Something wrong in the data, with its place. The raw row is kept, so that nothing is lost and it can be tried again.
create table problems (
  id integer primary key,
  import_run_id integer not null references import_runs (id),
  code text not null,
  severity text not null check (severity in ('error', 'warning', 'notice')),
  source text not null,
  sheet text,
  line integer,
  column_name text,
  value text,
  arguments text not null check (json_valid(arguments)),
  row text check (row is null or json_valid(row)),
  record text check (record is null or json_valid(record)),
  resolved_at text
) strict;
create index problems_run on problems (import_run_id, line);
create index problems_open on problems (code) where resolved_at is null;

-- Who changed what when: one row per changed or deleted row, with every column's value before and after.
create table changes (
  id integer primary key,
  changed_at text not null,
  actor text,
  import_run_id integer references import_runs (id),
  table_name text not null,
  record_key text not null,
  person_id integer,
  operation text not null check (operation in ('update', 'delete')),
  differences text not null check (json_valid(differences))
) strict;
create index changes_record on changes (table_name, record_key);
create index changes_person on changes (person_id, changed_at);
create index changes_run on changes (import_run_id);

-- The one row that tells the triggers who is at work.
create table context (
  id integer primary key check (id = 1),
  actor text,
  import_run_id integer
) strict;
insert into context (id) values (1);

-- The random ids under which people and companies appear in each audience's files, and the slug of a person's page.
create table published_ids (
  audience text not null check (audience in ('public', 'members', 'organisers', 'private')),
  kind text not null check (kind in ('person', 'company')),
  record_id integer not null,
  public_id text not null,
  slug text,
  primary key (audience, kind, record_id),
  unique (audience, public_id),
  unique (audience, slug)
) strict, without rowid;
