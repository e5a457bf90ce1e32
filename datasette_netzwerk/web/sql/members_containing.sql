-- title: Members whose texts contain what is wanted, be it inside a compound
-- description: One row per member; "schutz" finds Datenschutz. What is wanted is a JSON list of parts, each a list of
--   alternatives, each a list of words: every part must be there, in one of its alternatives, with all its words. The
--   words come folded, each with a blank before it if it is too short to be looked for inside others.
-- parameter: wanted

with
texts as (
  select
    rowid,
    ' ' || name || ' ' || company || ' ' || trades || ' ' || offers || ' ' || requests || ' ' || topics || ' '
    || places as words
  from members_search
)
select members.id
from texts
join members on members.rowid = texts.rowid
where
  members.is_current = 1
  and not exists (
    select 1
    from json_each(:wanted) as parts
    where
      not exists (
        select 1
        from json_each(parts.value) as alternatives
        where
          not exists (
            select 1
            from json_each(alternatives.value) as wanted_words
            where instr(texts.words, wanted_words.value) = 0
          )
      )
  )
order by members.sort_key, members.id;
