-- title: Note that an entry was applied or refused
insert into applied_entries (entry_id, applied_at, code)
values (:entry_id, :at, :code)
