-- title: Current members, where the file also holds who was a member once
create temp view current_members as
select *
from main.members
where is_current = 1
