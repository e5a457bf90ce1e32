-- title: Add or refresh one way to reach a person
insert into contact_points (person_id, kind, value, key, rank, import_run_id, line)
values (:person_id, :kind, :value, :key, :rank, :import_run_id, :line)
on conflict (person_id, kind, key) do update set
  value = excluded.value,
  rank = excluded.rank,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (contact_points.value, contact_points.rank) is not (excluded.value, excluded.rank)
