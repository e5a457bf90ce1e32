-- title: Add or refresh an interaction
insert into interactions (chapter_id, kind, occurred_on, giver_id, receiver_id, third_id, third_name, outcome, amount_cents, currency, text, fingerprint, import_run_id, line)
values (:chapter_id, :kind, :occurred_on, :giver_id, :receiver_id, :third_id, :third_name, :outcome, :amount_cents, :currency, :text, :fingerprint, :import_run_id, :line)
on conflict (fingerprint) do update set
  chapter_id = excluded.chapter_id,
  kind = excluded.kind,
  occurred_on = excluded.occurred_on,
  giver_id = excluded.giver_id,
  receiver_id = excluded.receiver_id,
  third_id = excluded.third_id,
  third_name = excluded.third_name,
  outcome = excluded.outcome,
  amount_cents = excluded.amount_cents,
  currency = excluded.currency,
  text = excluded.text,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (interactions.chapter_id, interactions.kind, interactions.occurred_on, interactions.giver_id, interactions.receiver_id, interactions.third_id, interactions.third_name, interactions.outcome, interactions.amount_cents, interactions.currency, interactions.text) is not (excluded.chapter_id, excluded.kind, excluded.occurred_on, excluded.giver_id, excluded.receiver_id, excluded.third_id, excluded.third_name, excluded.outcome, excluded.amount_cents, excluded.currency, excluded.text)
