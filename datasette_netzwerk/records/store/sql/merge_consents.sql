-- title: Where both said something about one field and audience, let go of the less careful of the two
delete from consents as mine
where
  mine.person_id = :kept
  and exists (
    select 1
    from consents as theirs
    where
      theirs.person_id = :gone
      and (theirs.field, theirs.audience) = (mine.field, mine.audience)
      and (theirs.is_refusal, theirs.withdrawn_on is not null, theirs.given_on is null)
        > (mine.is_refusal, mine.withdrawn_on is not null, mine.given_on is null)
  )
