-- title: Who is still listed, and who said no
-- description: For the audience at hand, every person who ever had an id in its file: whether she is listed now, and
--   whether she herself is the reason if not, by a refusal or a withdrawal.
-- row: one person

select
  ids.public_id,
  shown.person_id is not null as is_listed,
  exists (
    select 1
    from consents
    where
      consents.person_id = ids.record_id
      and consents.audience = publication.audience
      and consents.field = 'name'
      and (consents.is_refusal = 1 or consents.withdrawn_on <= publication.today)
  ) as has_said_no
from ids
join publication
left join shown on shown.person_id = ids.record_id
where ids.kind = 'person'
order by ids.public_id
