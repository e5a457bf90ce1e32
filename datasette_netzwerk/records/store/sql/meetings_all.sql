-- title: Every meeting, to find the one that a row means
select id, held_on, title_key from meetings order by id
