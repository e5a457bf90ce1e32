-- title: Let go of what a merge remembers of somebody
delete from merges where :id in (kept_id, gone_id)
