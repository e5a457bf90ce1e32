-- title: Members found by words and their beginnings
-- description: One row per member who matches, the best match first; a name weighs most.
-- parameter: match

select members.id, members.family_name, members.sort_key
from members_search
join members on members.rowid = members_search.rowid
where members_search match :match and members.is_current = 1
order by bm25(members_search, 10, 4, 3, 3, 3, 5, 2), members.sort_key, members.id;
