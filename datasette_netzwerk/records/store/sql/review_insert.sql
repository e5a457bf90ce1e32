-- title: Ask whether two people are one, unless somebody was asked already
insert into reviews (one_id, other_id, one_description, other_description, score, reasons, asked_at)
select :one_id, :other_id, :one_description, :other_description, :score, :reasons, :now
where not exists (select 1 from reviews where one_id = :one_id and other_id = :other_id)
