-- title: Which people were made one
select kept_id, gone_id from merges order by id
