-- title: Add or refresh one person's attendance at one meeting
-- description: An empty cell is no deletion: a note, substitute or host that was known stays.
insert into attendance (meeting_id, person_id, status, substitute_id, substitute_name, invited_by_id, note, import_run_id, line)
values (:meeting_id, :person_id, :status, :substitute_id, :substitute_name, :invited_by_id, :note, :import_run_id, :line)
on conflict (meeting_id, person_id) do update set
  status = excluded.status,
  substitute_id = coalesce(excluded.substitute_id, attendance.substitute_id),
  substitute_name = coalesce(excluded.substitute_name, attendance.substitute_name),
  invited_by_id = coalesce(excluded.invited_by_id, attendance.invited_by_id),
  note = coalesce(excluded.note, attendance.note),
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (
  attendance.status,
  attendance.substitute_id,
  attendance.substitute_name,
  attendance.invited_by_id,
  attendance.note
) is not (
  excluded.status,
  coalesce(excluded.substitute_id, attendance.substitute_id),
  coalesce(excluded.substitute_name, attendance.substitute_name),
  coalesce(excluded.invited_by_id, attendance.invited_by_id),
  coalesce(excluded.note, attendance.note)
)
