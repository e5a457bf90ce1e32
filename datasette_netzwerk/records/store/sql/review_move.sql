-- title: Let a question be about others
update reviews set
  one_id = :one_id,
  other_id = :other_id,
  one_description = :one_description,
  other_description = :other_description
where id = :id
