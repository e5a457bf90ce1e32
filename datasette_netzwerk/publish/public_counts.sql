-- title: What is counted for everybody
-- description: The figures about the whole group as they may be told today, beside the tables of public.sql that they fill; what
--   was told before may stand against them (figures.py). A number from 1 to 4 is left empty, and so is what would tell it.

create temp table counted_attendance_by_meeting as
select
  meetings.slug as meeting_id,
  meetings.held_on,
  case when attendance_count not between 1 and 4 then attendance_count end as attendance_count,
  case when member_count not between 1 and 4 and guest_count not between 1 and 4 then member_count end as member_count,
  case
    when
      member_count not between 1 and 4
      and guest_count not between 1 and 4
      and first_year_count not between 1 and 4
      and member_count - first_year_count not between 1 and 4
      then first_year_count
  end as first_year_count,
  case when member_count not between 1 and 4 and guest_count not between 1 and 4 then guest_count end as guest_count,
  meetings.capacity,
  chapters.slug as chapter_id
from attendance_by_meeting
join meetings on meetings.id = attendance_by_meeting.meeting_id
join chapters on chapters.id = meetings.chapter_id;

create temp table counted_attendance_by_year as
select
  chapters.slug as chapter_id,
  held_year as year,
  case
    when people_count not between 1 and 4 and held_year < cast(substr(publication.today, 1, 4) as integer) then people_count
  end as people_count
from attendance_by_year
join chapters on chapters.id = attendance_by_year.chapter_id
join publication;

create temp table told_people (chapter_id text, year integer, people_count integer, counted_on text);

create temp table counted_membership_by_year as
select
  chapters.slug as chapter_id,
  membership_by_year.move_year as year,
  membership_by_year.joined_count,
  membership_by_year.left_count,
  membership_by_year.member_count,
  sum(cast(substr(members.joined_on, 1, 4) as integer) = membership_by_year.move_year) as listed_joined_count,
  sum(cast(substr(members.joined_on, 1, 4) as integer) <= membership_by_year.move_year) as listed_member_count
from membership_by_year
join chapters on chapters.id = membership_by_year.chapter_id
join publication on membership_by_year.move_year < cast(substr(publication.today, 1, 4) as integer)
left join published.members on members.chapter_id = chapters.slug
group by 1, 2, 3, 4, 5;

create temp table counted_guests_by_year as
select
  chapters.slug as chapter_id,
  held_year as year,
  case when guest_count not between 1 and 4 then guest_count end as guest_count,
  case
    when
      held_year + 1 < cast(substr(publication.today, 1, 4) as integer)
      and joined_count not between 1 and 4
      and guest_count - joined_count not between 1 and 4
      then joined_count
  end as joined_count
from guests_by_year
join chapters on chapters.id = guests_by_year.chapter_id
join publication on held_year < cast(substr(publication.today, 1, 4) as integer);

create temp table counted_interactions_by_year as
select
  chapters.slug as chapter_id,
  occurred_year as year,
  kind,
  case when interaction_count >= 5 then interaction_count end as interaction_count
from interactions_by_year
join chapters on chapters.id = interactions_by_year.chapter_id;
