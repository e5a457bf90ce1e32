-- title: Add or refresh an office
insert into roles (person_id, chapter_id, name, started_on, ended_on, import_run_id, line)
values (:person_id, :chapter_id, :name, :started_on, :ended_on, :import_run_id, :line)
on conflict (person_id, chapter_id, name) do update set
  started_on = excluded.started_on,
  ended_on = excluded.ended_on,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (roles.started_on, roles.ended_on) is not (excluded.started_on, excluded.ended_on)
