-- title: Keep refusals and withdrawals that came after a backup
-- description: Reads the records as they were before the backup was brought back, attached as "present"; does nothing when
--   they are not of the same site. What somebody took back must not be open again because a file was.
update consents
set
  is_refusal = present_consents.is_refusal,
  withdrawn_on = present_consents.withdrawn_on
from present.consents as present_consents
where
  present_consents.person_id = consents.person_id
  and present_consents.field = consents.field
  and present_consents.audience = consents.audience
  and (present_consents.is_refusal = 1 or present_consents.withdrawn_on is not null)
  and (consents.is_refusal, consents.withdrawn_on) is not (present_consents.is_refusal, present_consents.withdrawn_on)
  and exists (
    select 1
    from import_runs
    join present.import_runs as present_runs
      on present_runs.id = import_runs.id
      and present_runs.sha256 = import_runs.sha256
      and present_runs.started_at = import_runs.started_at
  )
