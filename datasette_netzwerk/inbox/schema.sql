-- title: What people entered
-- description: One row per entry, in the order in which they came. Rows are only ever added; the one change that is allowed
--   takes the content out, because an erased person's words must go too. Numbers are never used twice.

create table if not exists entries (
  id integer primary key autoincrement,
  kind text not null check (kind <> ''), -- What is to be done, such as publication
  actor text not null check (actor <> ''), -- Who entered it
  content text check (json_type(content) is 'object' or content is null), -- JSON; empty after an erasure
  received_at text not null -- UTC
) strict;

create trigger if not exists entries_stay
before delete on entries
begin
  select raise(abort, 'the inbox is only ever added to');
end;

create trigger if not exists entries_keep_their_words
before update on entries
when
  new.content is not null
  or new.id is not old.id
  or new.kind is not old.kind
  or new.actor is not old.actor
  or new.received_at is not old.received_at
begin
  select raise(abort, 'the inbox is only ever added to');
end;
