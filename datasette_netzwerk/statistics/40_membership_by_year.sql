-- title: Joiners and leavers by year
-- description: Who came and who went in each calendar year, and how many members there were at its end (or today).
-- row: one chapter in one year in which somebody joined or left
select
  moves.chapter_id,
  moves.move_year,
  sum(moves.joined) as joined_count,
  sum(moves.left_group) as left_count,
  (
    select count(distinct membership_days.person_id)
    from membership_days
    cross join day_of_publication
    where
      membership_days.chapter_id = moves.chapter_id
      and (membership_days.started_year is null or membership_days.started_year <= moves.move_year)
      and (
        membership_days.ended_year is null
        or membership_days.ended_year > moves.move_year
        or membership_days.last_day > day_of_publication.today_day
      )
  ) as member_count
from (
  select chapter_id, started_year as move_year, 1 as joined, 0 as left_group
  from membership_days
  where started_year is not null
  union all
  select membership_days.chapter_id, membership_days.ended_year, 0, 1
  from membership_days
  cross join day_of_publication
  where membership_days.ended_year is not null and membership_days.last_day <= day_of_publication.today_day
) as moves
group by moves.chapter_id, moves.move_year
