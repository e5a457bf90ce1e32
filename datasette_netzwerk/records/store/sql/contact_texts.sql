-- title: How somebody's addresses and numbers are written
select value, key from contact_points where person_id = :id and kind <> 'website'
