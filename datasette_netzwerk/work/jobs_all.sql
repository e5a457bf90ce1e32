-- title: Where every job stands
select
  job,
  succeeded_at,
  failed_at,
  failure_count,
  retry_at,
  code
from jobs
order by job
