-- title: Add or refresh a leave
insert into leaves (person_id, started_on, ended_on, import_run_id, line)
values (:person_id, :started_on, :ended_on, :import_run_id, :line)
on conflict (person_id, started_on) do update set
  ended_on = excluded.ended_on,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where leaves.ended_on is not excluded.ended_on
