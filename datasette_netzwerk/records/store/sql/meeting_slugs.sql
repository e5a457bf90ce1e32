-- title: Meeting addresses that are taken
-- description: A full stop follows a hyphen, so that the index finds all that go on with one.
select slug from meetings where slug = :slug or (slug > :slug || '-' and slug < :slug || '.')
