-- title: What members have been looking for most recently
-- description: One row per request, six at most and one a member, the newest first. Of those that came in one go every
--   day begins one further on, so in time each is on the home page as often as any other.
-- parameter: day

with
numbered as (
  select
    requests.member_id,
    requests.text,
    requests.arrival,
    row_number() over (partition by requests.arrival order by requests.member_id, requests.text) - 1 as place,
    count(*) over (partition by requests.arrival) as request_count
  from requests
  join members on members.id = requests.member_id and members.is_current = 1
),
turned as (
  select member_id, text, arrival, (place - :day % request_count + request_count) % request_count as place
  from numbered
),
ranked as (
  select
    member_id,
    text,
    arrival,
    place,
    row_number() over (partition by member_id order by arrival desc, place) as place_of_member
  from turned
)
select members.slug, members.name, ranked.text
from ranked
join members on members.id = ranked.member_id
where ranked.place_of_member = 1
order by ranked.arrival desc, ranked.place
limit 6;
