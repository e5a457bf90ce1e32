-- title: Groups
-- row: one group whose statistics can be looked at
select chapters.id, chapters.name
from chapters
order by chapters.name, chapters.id
