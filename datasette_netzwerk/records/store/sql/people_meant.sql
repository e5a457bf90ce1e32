-- title: The people with this member number, e-mail address or name
select record_id as id from identifiers where kind = 'person' and external_id = :text
union
select person_id from contact_points where kind = 'email' and key = lower(:text)
union
select id from people where name_key = :name_key and name_key <> ''
order by id
