-- title: Add or refresh a keyword
insert into member_topics (person_id, topic, slug, import_run_id, line)
values (:person_id, :topic, :slug, :import_run_id, :line)
on conflict (person_id, slug) do update set
  topic = excluded.topic,
  import_run_id = excluded.import_run_id,
  line = excluded.line
where member_topics.topic is not excluded.topic
