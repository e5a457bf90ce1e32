-- title: What was made one with a person last
select id, kept_id, gone_id, merged_at, first_change_id, last_change_id, undoing
from merges
where kept_id = :id
order by id desc
limit 1
