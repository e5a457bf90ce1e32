-- title: Put the ways to reach one person behind those of another
update contact_points set rank = rank + (
  select count(*)
  from contact_points as others
  where others.person_id = :kept and others.kind = contact_points.kind
)
where person_id = :gone
