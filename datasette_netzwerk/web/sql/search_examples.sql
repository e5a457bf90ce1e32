-- title: What somebody may look for here
-- description: Topics and trades of the members shown, those that most have first; one row per word.

select word
from (
  select topics.name as word, member_topics.member_id
  from member_topics
  join topics on topics.id = member_topics.topic_id
  union
  select own_words, member_id
  from member_industries
)
join members on members.id = member_id and members.is_current = 1
where length(word) <= 30
group by word
order by count(*) desc, word
limit 6;
