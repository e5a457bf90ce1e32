-- title: Add a membership
insert into memberships (person_id, chapter_id, started_on, started_precision, ended_on, import_run_id, line)
values (:person_id, :chapter_id, :started_on, :started_precision, :ended_on, :import_run_id, :line)
