-- title: Remember in which file the rows with problems were written, so that importing it closes them
update problems set exported_as = :file
where resolved_at is null and severity <> 'notice' and row is not null
