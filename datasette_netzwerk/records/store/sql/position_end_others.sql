-- title: End a person's other positions
-- description: Runs when a list names a company; the day of the import stands for the unknown day of the change.
update positions set ended_on = :today, import_run_id = :import_run_id, line = :line
where person_id = :person_id and company_id <> :company_id and ended_on is null
