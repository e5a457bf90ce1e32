-- title: Let go of the history of somebody who was made one with the person to forget
delete from changes where person_id = :id
