-- title: Third people of whom only the name is kept
select id, third_name as name from interactions where third_name is not null
