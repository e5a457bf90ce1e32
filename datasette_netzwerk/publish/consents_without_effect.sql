-- title: Consents that open nothing
-- description: How many people gave a consent that no publication can follow today, for each reason. A withdrawal and a
--   refusal are no such: they do what they say.
-- row: one reason

select reason, count(distinct person_id) as person_count
from (
  select
    consents.person_id,
    case
      when consents.field not in (select field from fields) then 'unknown_field'
      when consents.audience is null or consents.audience not in ('public', 'members') then 'unknown_audience'
      when consents.given_on is null then 'no_date'
      when consents.given_on > publication.today then 'not_yet'
    end as reason
  from consents, publication
  where consents.is_refusal = 0 and consents.withdrawn_on is null
)
where reason is not null
group by reason
order by reason
