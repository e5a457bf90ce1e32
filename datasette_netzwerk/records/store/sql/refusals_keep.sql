-- title: Keep refusals that were first said after a backup
-- description: As withdrawals_keep.sql, for fields of which the backup knows nothing yet.
insert into consents (
  person_id,
  field,
  audience,
  given_on,
  withdrawn_on,
  is_refusal,
  wording,
  evidence,
  import_run_id,
  line
)
select
  present_consents.person_id,
  present_consents.field,
  present_consents.audience,
  present_consents.given_on,
  present_consents.withdrawn_on,
  present_consents.is_refusal,
  present_consents.wording,
  present_consents.evidence,
  (select max(id) from import_runs),
  present_consents.line
from present.consents as present_consents
join people on people.id = present_consents.person_id
where
  (present_consents.is_refusal = 1 or present_consents.withdrawn_on is not null)
  and not exists (
    select 1
    from consents
    where
      consents.person_id = present_consents.person_id
      and consents.field = present_consents.field
      and consents.audience = present_consents.audience
  )
  and exists (
    select 1
    from import_runs
    join present.import_runs as present_runs
      on present_runs.id = import_runs.id
      and present_runs.sha256 = import_runs.sha256
      and present_runs.started_at = import_runs.started_at
  )
