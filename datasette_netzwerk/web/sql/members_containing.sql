-- title: Members whose texts contain every word, be it inside a compound
-- description: One row per member; "schutz" finds Datenschutz. The words come folded, each with a blank before it if it
--   is too short to be looked for inside others.
-- parameter: words

select members.id
from members_search
join members on members.rowid = members_search.rowid
where
  not exists (
    select 1
    from json_each(:words) as words
    where
      instr(
        ' ' || members_search.name || ' ' || members_search.company || ' ' || members_search.trades || ' '
        || members_search.offers || ' ' || members_search.requests || ' ' || members_search.topics || ' '
        || members_search.places,
        words.value
      ) = 0
  )
order by members.sort_key, members.id;
