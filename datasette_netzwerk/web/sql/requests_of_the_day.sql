-- title: What members are looking for, a few each day
-- description: One row per request, six at most and one a member. Every day begins one request further on, so in time
--   each is on the home page as often as any other.
-- parameter: day

with
numbered as (
  select member_id, text, row_number() over (order by member_id, text) - 1 as place, count(*) over () as request_count
  from requests
),
turned as (
  select member_id, text, (place - :day % request_count + request_count) % request_count as place
  from numbered
),
firsts as (
  select member_id, text, min(place) as place
  from turned
  group by member_id
)
select members.slug, members.name, firsts.text
from firsts
join members on members.id = firsts.member_id
order by firsts.place
limit 6;
