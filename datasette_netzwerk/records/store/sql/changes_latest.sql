-- title: The number of the last change
select coalesce(max(id), 0) from changes
