-- title: Take out what an entry says; that it came stays
update entries
set content = null
where id = :id
