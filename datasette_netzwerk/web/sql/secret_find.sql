-- title: The secret of a name
select value
from secrets
where name = :name
