-- title: The pairs that somebody should look at: what nobody answered first, then what was put off
select id, one_id, other_id, one_description, other_description, score, reasons, asked_at, answer
from reviews
where coalesce(answer, 'later') = 'later' and one_id is not null and other_id is not null
order by answer is not null, score desc, id
