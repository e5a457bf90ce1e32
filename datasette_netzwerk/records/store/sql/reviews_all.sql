-- title: Every pair that was asked about, with the answer
select id, one_id, other_id, one_description, other_description, answer from reviews order by id
