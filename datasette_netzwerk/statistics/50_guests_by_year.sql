-- title: Guests who became members
-- description: People by the calendar year of their first visit as a guest, and how many of them joined within a year of it.
-- row: one chapter in one year with first-time guests
select
  first_visits.chapter_id,
  first_visits.held_year,
  count(*) as guest_count,
  sum(first_visits.joined) as joined_count
from (
  select
    first_days.chapter_id,
    first_days.person_id,
    visits.held_year,
    max(
      case
        when membership_days.first_day > first_days.first_day and membership_days.first_day - first_days.first_day <= 366 then 1
        else 0
      end
    ) as joined
  from (
    select chapter_id, person_id, min(held_day) as first_day
    from visits
    where is_member = 0
    group by chapter_id, person_id
  ) as first_days
  join visits
    on visits.chapter_id = first_days.chapter_id
    and visits.person_id = first_days.person_id
    and visits.held_day = first_days.first_day
  left join membership_days
    on membership_days.chapter_id = first_days.chapter_id
    and membership_days.person_id = first_days.person_id
  group by first_days.chapter_id, first_days.person_id, visits.held_year
) as first_visits
group by first_visits.chapter_id, first_visits.held_year
