-- title: What the records worker did
-- description: One row per job. A job that failed is tried again at retry_at; its problem is told until it succeeds.

create table if not exists jobs (
  job text primary key, -- Such as backup
  succeeded_at text, -- UTC, of the last time that it went well
  failed_at text, -- UTC; empty when the last time went well
  failure_count integer not null default 0, -- How often in a row it failed
  retry_at text, -- UTC
  code text -- The problem; its words are in the server's log, for they may name files and people
) strict, without rowid;
