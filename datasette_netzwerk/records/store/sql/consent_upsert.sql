-- title: Add or refresh a permission or refusal
insert into consents (person_id, field, audience, given_on, withdrawn_on, is_refusal, wording, evidence, import_run_id, line)
values (:person_id, :field, :audience, :given_on, :withdrawn_on, :is_refusal, :wording, :evidence, :import_run_id, :line)
on conflict (person_id, field, audience) do update set
  given_on = excluded.given_on,
  withdrawn_on = excluded.withdrawn_on,
  is_refusal = excluded.is_refusal,
  wording = excluded.wording,
  evidence = excluded.evidence,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (consents.given_on, consents.withdrawn_on, consents.is_refusal, consents.wording, consents.evidence) is not (excluded.given_on, excluded.withdrawn_on, excluded.is_refusal, excluded.wording, excluded.evidence)
