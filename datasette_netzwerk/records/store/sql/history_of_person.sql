-- title: What changed about one person, the latest last
-- description: An import that was undone says when, and by whom. Whoever was made one with her is she.
with recursive known_as (person_id) as (
  select :person_id
  union
  select merges.gone_id from merges join known_as on merges.kept_id = known_as.person_id
)
select
  changes.changed_at,
  changes.actor,
  changes.import_run_id,
  changes.table_name,
  changes.record_key,
  changes.operation,
  changes.differences,
  import_runs.undone_at,
  import_runs.undone_by
from changes
left join import_runs on import_runs.id = changes.import_run_id
where changes.person_id in (select person_id from known_as)
order by changes.id
