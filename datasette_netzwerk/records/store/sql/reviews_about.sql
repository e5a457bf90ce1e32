-- title: The pairs in which somebody stands
select id, one_id, other_id, one_description, other_description, answer from reviews where :id in (one_id, other_id)
