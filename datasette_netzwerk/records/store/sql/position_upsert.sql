-- title: Add or refresh a position; one that had ended begins again
insert into positions (person_id, company_id, title, ended_on, import_run_id, line)
values (:person_id, :company_id, :title, :ended_on, :import_run_id, :line)
on conflict (person_id, company_id) do update set
  title = coalesce(excluded.title, positions.title),
  ended_on = excluded.ended_on,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (positions.title, positions.ended_on) is not (coalesce(excluded.title, positions.title), excluded.ended_on)
