-- title: Facts that stand between two people, and show that they are two
select interactions.occurred_on as held_on
from interactions
where
  (interactions.giver_id, interactions.receiver_id) in (values (:kept, :gone), (:gone, :kept))
  or interactions.third_id in (:kept, :gone) and (
    interactions.giver_id in (:kept, :gone) or interactions.receiver_id in (:kept, :gone)
  )
union
select meetings.held_on
from attendance
join meetings on meetings.id = attendance.meeting_id
where
  (attendance.person_id, attendance.substitute_id) in (values (:kept, :gone), (:gone, :kept))
  or (attendance.person_id, attendance.invited_by_id) in (values (:kept, :gone), (:gone, :kept))
order by 1
