-- title: The people with this member number or name
select record_id as id from identifiers where kind = 'person' and external_id = :number
union
select id from people where name_key = :name_key
