-- title: The chapter that facts without one belong to
-- description: The first one: a group of one chapter is renamed by its settings, not doubled.
select id, name from chapters order by id limit 1
