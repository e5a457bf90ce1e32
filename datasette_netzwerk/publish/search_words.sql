-- title: One word that the search can propose
-- description: Stores it in the file at hand.
-- parameter: folded
-- parameter: word

insert into published.members_search_words (folded, word) values (:folded, :word);
