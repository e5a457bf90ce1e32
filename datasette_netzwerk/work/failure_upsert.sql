-- title: A job failed
insert into jobs (job, failed_at, failure_count, retry_at, code)
values (:job, :failed_at, :failure_count, :retry_at, :code)
on conflict (job) do update set
  failed_at = excluded.failed_at,
  failure_count = excluded.failure_count,
  retry_at = excluded.retry_at,
  code = excluded.code
