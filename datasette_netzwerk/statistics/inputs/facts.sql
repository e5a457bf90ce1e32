-- title: What the statistics read
-- description: The facts with days as whole numbers (days since 1970-01-01), so that every statistic after this file is plain
--   SQL without date functions and gives the same rows on SQLite, DuckDB and Spark. Built in a temporary schema.

create temp table day_of_publication as
select cast(julianday(today) - 2440587.5 as integer) as today_day from publication;

create temp table held_meetings as
select
  meetings.id as meeting_id,
  meetings.chapter_id,
  cast(julianday(meetings.held_on) - 2440587.5 as integer) as held_day,
  cast(substr(meetings.held_on, 1, 4) as integer) as held_year,
  meetings.capacity
from meetings, publication
where meetings.held_on <= publication.today;

create temp table attendances as
select
  held_meetings.chapter_id,
  attendance.meeting_id,
  attendance.person_id,
  held_meetings.held_day,
  held_meetings.held_year,
  attendance.status,
  case when attendance.status in ('present', 'remote', 'late', 'substituted') then 1 else 0 end as is_there
from attendance
join held_meetings on held_meetings.meeting_id = attendance.meeting_id;

create temp table membership_days as
select
  memberships.chapter_id,
  memberships.person_id,
  cast(julianday(coalesce(memberships.started_on, '0001-01-01')) - 2440587.5 as integer) as first_day,
  cast(julianday(coalesce(memberships.ended_on, '9999-12-31')) - 2440587.5 as integer) as last_day,
  cast(substr(memberships.started_on, 1, 4) as integer) as started_year,
  cast(substr(memberships.ended_on, 1, 4) as integer) as ended_year
from memberships, publication
where memberships.started_on is null or memberships.started_on <= publication.today;

create temp table leave_days as
select
  person_id,
  cast(julianday(started_on) - 2440587.5 as integer) as first_day,
  cast(julianday(coalesce(ended_on, '9999-12-31')) - 2440587.5 as integer) as last_day
from leaves;

create temp table dated_interactions as
select
  chapter_id,
  kind,
  giver_id,
  receiver_id,
  cast(julianday(occurred_on) - 2440587.5 as integer) as occurred_day,
  cast(substr(occurred_on, 1, 4) as integer) as occurred_year
from interactions, publication
where occurred_on <= publication.today;
