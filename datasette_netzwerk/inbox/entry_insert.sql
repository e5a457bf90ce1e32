-- title: Add an entry
insert into entries (kind, actor, content, received_at)
values (:kind, :actor, :content, :received_at)
