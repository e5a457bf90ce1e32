-- title: Meeting addresses that are taken
select slug from meetings where slug = :slug or slug like :slug || '-%'
