-- title: Remove what the history says of a merge that is taken back
delete from changes where id between :first and :last
