-- title: Add or refresh a country a member works in or knows
insert into member_countries (person_id, country_code, depth, own_words, import_run_id, line)
values (:person_id, :country_code, :depth, :own_words, :import_run_id, :line)
on conflict (person_id, country_code, depth) do update set
  own_words = excluded.own_words,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where member_countries.own_words is not excluded.own_words
