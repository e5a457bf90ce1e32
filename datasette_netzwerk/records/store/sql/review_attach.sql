-- title: Tie an answer to the people whom it is about, when they come again
-- description: An import was undone and repeated; the descriptions are the same and the people are new.
update reviews set one_id = :one_id, other_id = :other_id
where
  (one_id is null or other_id is null)
  and answer is not null
  and (
    (one_description, other_description) = (:one_description, :other_description)
    or (one_description, other_description) = (:other_description, :one_description)
  )
