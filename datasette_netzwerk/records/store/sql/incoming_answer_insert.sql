-- title: Take in one distinct answer of a list of attendance
insert into temp.incoming_answers (id, status, substitute_id, substitute_name, invited_by_id, note)
values (:id, :status, :substitute_id, :substitute_name, :invited_by_id, :note)
