-- title: Add or refresh a member's trade
insert into member_industries (person_id, industry_id, own_words, method, rank, import_run_id, line)
values (:person_id, :industry_id, :own_words, :method, :rank, :import_run_id, :line)
on conflict (person_id, own_words) do update set
  industry_id = excluded.industry_id,
  method = excluded.method,
  rank = excluded.rank,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where (member_industries.industry_id, member_industries.method, member_industries.rank) is not (excluded.industry_id, excluded.method, excluded.rank)
