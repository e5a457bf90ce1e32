-- title: A job went well
insert into jobs (job, succeeded_at)
values (:job, :at)
on conflict (job) do update set
  succeeded_at = excluded.succeeded_at,
  failed_at = null,
  failure_count = 0,
  retry_at = null,
  code = null
