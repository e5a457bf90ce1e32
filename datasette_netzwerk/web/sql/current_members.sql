-- title: Current members, where the file holds nobody else
create temp view current_members as
select *
from main.members
