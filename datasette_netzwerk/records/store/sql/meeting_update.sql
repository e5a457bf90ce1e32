-- title: Refresh a meeting
-- description: An empty cell is no deletion; columns that mean nothing to us join those of other lists. The slug stays as it was made.
update meetings set
  held_on = :held_on,
  starts_at_local = coalesce(:starts_at_local, starts_at_local),
  ends_at_local = coalesce(:ends_at_local, ends_at_local),
  title = coalesce(:title, title),
  title_key = coalesce(nullif(:title_key, ''), title_key),
  kind = coalesce(:kind, kind),
  place = coalesce(:place, place),
  capacity = coalesce(:capacity, capacity),
  report = coalesce(:report, report),
  unmapped = coalesce(json_patch(coalesce(unmapped, '{}'), :unmapped), unmapped),
  import_run_id = :import_run_id,
  line = :line
where
  id = :id
  and (
    held_on,
    starts_at_local,
    ends_at_local,
    title,
    title_key,
    kind,
    place,
    capacity,
    report,
    unmapped
  ) is not (
    :held_on,
    coalesce(:starts_at_local, starts_at_local),
    coalesce(:ends_at_local, ends_at_local),
    coalesce(:title, title),
    coalesce(nullif(:title_key, ''), title_key),
    coalesce(:kind, kind),
    coalesce(:place, place),
    coalesce(:capacity, capacity),
    coalesce(:report, report),
    coalesce(json_patch(coalesce(unmapped, '{}'), :unmapped), unmapped)
  )
