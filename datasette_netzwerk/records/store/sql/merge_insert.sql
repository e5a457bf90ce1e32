-- title: Keep what was made one, and how to make it two again
insert into merges (kept_id, gone_id, merged_at, merged_by, first_change_id, last_change_id, undoing)
values (:kept, :gone, :now, :actor, :first, :last, :undoing)
