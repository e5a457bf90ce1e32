-- title: Add a meeting
insert into meetings (chapter_id, held_on, starts_at_local, ends_at_local, title, title_key, kind, place, capacity, report, slug, unmapped, import_run_id, line)
values (:chapter_id, :held_on, :starts_at_local, :ends_at_local, :title, :title_key, :kind, :place, :capacity, :report, :slug, :unmapped, :import_run_id, :line)
