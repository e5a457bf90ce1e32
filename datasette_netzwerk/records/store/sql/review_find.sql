-- title: One pair that was asked about
select id, one_id, other_id, one_description, other_description, score, reasons, asked_at, answer
from reviews
where id = :id
