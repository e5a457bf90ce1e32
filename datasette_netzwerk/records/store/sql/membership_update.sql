-- title: Refresh a membership
update memberships set
  started_on = :started_on,
  started_precision = :started_precision,
  ended_on = :ended_on,
  import_run_id = :import_run_id,
  line = :line
where
  id = :id
  and (started_on, started_precision, ended_on) is not (:started_on, :started_precision, :ended_on)
