-- title: Members who never came
-- description: Members who were at none of the meetings in their time, days of leave not counted, so that somebody can call.
-- row: one member
select
  members.name as member,
  companies.name as company,
  members.joined_on,
  attendance_by_member.meeting_count as meetings_since_joining,
  members.phone,
  members.mobile,
  members.email,
  members.slug
from members
join attendance_by_member
  on attendance_by_member.member_id = members.id
  and attendance_by_member.chapter_id = members.chapter_id
left join companies on companies.id = members.company_id
where
  members.is_current = 1
  and members.is_on_leave = 0
  and attendance_by_member.meeting_count > 0
  and attendance_by_member.attendance_count = 0
order by members.joined_on desc, members.sort_key, members.id
