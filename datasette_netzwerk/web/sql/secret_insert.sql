-- title: Keep a secret, unless there is one of this name
insert or ignore into secrets (
  name,
  value
)
values (
  :name,
  :value
)
