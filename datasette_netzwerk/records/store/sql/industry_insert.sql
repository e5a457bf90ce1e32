-- title: Add an industry, unless it is there
insert into industries (code, own_words, slug, import_run_id)
values (:code, :own_words, :slug, :import_run_id)
on conflict (slug) do nothing
