-- title: Let go of a substitute's name
update attendance set substitute_name = null where meeting_id = :meeting_id and person_id = :person_id
