-- title: Room for the rows of one list of attendance, until all of them are known
create temp table if not exists incoming (
  meeting_id integer not null,
  person_id integer not null,
  answer_id integer not null,
  line integer not null,
  primary key (meeting_id, person_id)
) without rowid
