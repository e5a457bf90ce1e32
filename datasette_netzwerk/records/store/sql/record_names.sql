-- title: What records are called that others refer to by number
select 'people' as table_name, id, name from people
union all
select 'companies', id, name from companies
union all
select 'meetings', id, trim(held_on || ' ' || coalesce(title, '')) from meetings
union all
select 'industries', id, coalesce(own_words, code) from industries
union all
select 'chapters', id, name from chapters
