-- title: Columns of which there are none are nothing
update people set unmapped = null where id = :kept and unmapped = '{}'
