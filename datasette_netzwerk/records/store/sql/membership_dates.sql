-- title: Give a membership its first and last day
update memberships set started_on = :started_on, ended_on = :ended_on where id = :id
