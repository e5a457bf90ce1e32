-- title: Room for the distinct answers of one list of attendance
create temp table if not exists incoming_answers (
  id integer primary key,
  status text not null,
  substitute_id integer,
  substitute_name text,
  invited_by_id integer,
  note text
)
