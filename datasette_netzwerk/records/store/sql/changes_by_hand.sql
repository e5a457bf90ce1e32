-- title: Every change of a record that somebody changed by hand, the first first
select changes.table_name, changes.record_key, changes.actor, changes.changed_at, changes.import_run_id, changes.differences
from changes
left join import_runs on import_runs.id = changes.import_run_id
where
  changes.operation = 'update'
  and import_runs.undone_at is null
  and (changes.table_name, changes.record_key) in (
    select by_hand.table_name, by_hand.record_key
    from changes as by_hand
    where by_hand.import_run_id is null
  )
order by changes.id
