-- title: Keep one hash of somebody forgotten
insert into forgotten_keys (salt, hash, forgotten_on)
values (:salt, :hash, :today)
on conflict (salt, hash) do nothing
