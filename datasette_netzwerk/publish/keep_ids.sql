-- title: Keep the ids that a publication gave
-- description: New ones are added, slugs filled in; an id that is there already never changes.
insert into published_ids (audience, kind, record_id, public_id, slug)
values (:audience, :kind, :record_id, :public_id, :slug)
on conflict (audience, kind, record_id) do update set slug = coalesce(published_ids.slug, excluded.slug)
