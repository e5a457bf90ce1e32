-- title: What a server remembers between two starts
-- description: The secrets that sign cookies, by name: they must outlast a restart and a new generation, or everybody would
--   have to log in again.
create table if not exists secrets (
  name text primary key, -- What it is for
  value text not null -- The secret
) strict, without rowid
