-- title: What members do for each other
-- row: one kind of interaction in one calendar year of a group
-- parameter: chapter
select interactions_by_year.year, interactions_by_year.kind, interactions_by_year.interaction_count
from interactions_by_year
where interactions_by_year.chapter_id = :chapter
order by interactions_by_year.year, interactions_by_year.kind
