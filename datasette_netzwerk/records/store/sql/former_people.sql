-- title: Everybody who was made one with a person, also by way of others
with recursive former (person_id) as (
  select :id
  union
  select merges.gone_id from merges join former on merges.kept_id = former.person_id
)
select person_id from former where person_id <> :id order by person_id
