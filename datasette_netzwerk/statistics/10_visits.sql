-- title: Visits
-- description: Each time somebody was there: as a member or as a guest, and whether in the first year of membership.
-- row: one person at one meeting that has been held
select
  attendances.chapter_id,
  attendances.meeting_id,
  attendances.person_id,
  attendances.held_day,
  attendances.held_year,
  max(case when membership_days.person_id is null then 0 else 1 end) as is_member,
  max(
    case when membership_days.first_day > -200000 and attendances.held_day - membership_days.first_day < 365 then 1 else 0 end
  ) as is_first_year
from attendances
left join membership_days
  on membership_days.person_id = attendances.person_id
  and membership_days.chapter_id = attendances.chapter_id
  and membership_days.first_day <= attendances.held_day
  and membership_days.last_day >= attendances.held_day
where attendances.is_there = 1
group by
  attendances.chapter_id,
  attendances.meeting_id,
  attendances.person_id,
  attendances.held_day,
  attendances.held_year
