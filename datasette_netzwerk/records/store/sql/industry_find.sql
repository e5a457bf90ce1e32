-- title: The industry with this slug
select id from industries where slug = :key
