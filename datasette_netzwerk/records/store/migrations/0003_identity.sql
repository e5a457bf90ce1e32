-- title: Who is who: how lists described people, what was asked about pairs, what was made one, and who is forgotten
-- description: None of it is published. Reviews, merges and tombstones outlast the import that led to them; when a person
--   goes, what pointed at her lets go by itself.

-- How one row of a list described a person, folded, so that the same row means her for ever.
create table sightings (
  description text not null check (json_valid(description)),
  person_id integer not null references people (id) on delete cascade,
  import_run_id integer not null references import_runs (id),
  line integer not null,
  primary key (description, person_id)
) strict, without rowid;
create index sightings_person on sightings (person_id);

-- A pair that may be one person, and what somebody answered. The descriptions remember the answer when a person is gone and
-- comes again: an import was undone and repeated.
create table reviews (
  id integer primary key,
  one_id integer,
  other_id integer,
  one_description text not null check (json_valid(one_description)),
  other_description text not null check (json_valid(other_description)),
  score real not null,
  reasons text not null check (json_valid(reasons)),
  asked_at text not null,
  answer text check (answer in ('same', 'different', 'later')),
  answered_at text,
  answered_by text,
  check (one_id is null or other_id is null or one_id < other_id)
) strict;
create index reviews_one on reviews (one_id);
create index reviews_other on reviews (other_id);

-- Two people made one. undoing holds every row as it was before and as it was right after, so that they can be two again.
create table merges (
  id integer primary key,
  kept_id integer not null,
  gone_id integer not null,
  merged_at text not null,
  merged_by text not null,
  first_change_id integer not null,
  last_change_id integer not null,
  undoing text not null check (json_valid(undoing))
) strict;
create index merges_kept on merges (kept_id);
create index merges_gone on merges (gone_id);

-- Whoever asked to be forgotten: nothing but keyed hashes of what told her from others.
create table forgotten_keys (
  salt text not null,
  hash text not null,
  forgotten_on text not null check (forgotten_on is date(forgotten_on, '+0 days')),
  primary key (salt, hash)
) strict, without rowid;

create trigger people_deleted_from_reviews after delete on people
begin
  delete from reviews where old.id in (one_id, other_id) and coalesce(answer, 'later') = 'later';
  update reviews set one_id = null where one_id = old.id;
  update reviews set other_id = null where other_id = old.id;
end;
