-- title: The company with this key
select id from companies where key = :key
