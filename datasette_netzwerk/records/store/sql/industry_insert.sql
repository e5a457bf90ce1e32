-- title: Add an industry, unless it is there
insert into industries (code, own_words, slug)
values (:code, :own_words, :slug)
on conflict (slug) do nothing
