-- title: The question about two people
select id, answer from reviews where one_id = :one_id and other_id = :other_id order by answer is null, id
