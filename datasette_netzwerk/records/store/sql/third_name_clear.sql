-- title: Let go of a third person's name
update interactions set third_name = null where id = :id
