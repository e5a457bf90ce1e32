-- title: Close one problem
update problems set resolved_at = :now where id = :id
