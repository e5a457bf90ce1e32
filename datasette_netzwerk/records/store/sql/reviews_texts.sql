-- title: How pairs in question were described
select id, one_description, other_description from reviews
