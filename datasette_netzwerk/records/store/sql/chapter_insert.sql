-- title: Add a chapter, unless it is there
insert into chapters (name, slug) values (:name, :slug)
on conflict (name) do nothing
