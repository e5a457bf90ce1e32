-- title: Every word that the search knows
-- description: One row per word.

select folded, word
from members_search_words
order by folded;
