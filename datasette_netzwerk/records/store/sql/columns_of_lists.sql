-- title: The columns of every list of one kind that stands, the latest list first
select columns from import_runs
where kind = :kind and undone_at is null and columns is not null
order by id desc
