-- title: Which entries of the inbox are applied
-- description: Noted in the transaction that applies them, so that an entry is applied once, whatever ends the program.

create table applied_entries (
  entry_id integer primary key, -- Its number in inbox.db
  applied_at text not null,
  code text -- The problem for which it was refused; empty when it was applied
) strict;
