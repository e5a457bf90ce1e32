-- title: Add or refresh all the attendances of one list at once
-- description: An empty cell is no deletion: a note, substitute or host that was known stays.
insert into attendance (meeting_id, person_id, status, substitute_id, substitute_name, invited_by_id, note, import_run_id, line)
select
  incoming.meeting_id,
  incoming.person_id,
  answers.status,
  answers.substitute_id,
  answers.substitute_name,
  answers.invited_by_id,
  answers.note,
  :import_run_id,
  incoming.line
from temp.incoming
join temp.incoming_answers as answers on answers.id = incoming.answer_id
where true
order by incoming.meeting_id, incoming.person_id
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
