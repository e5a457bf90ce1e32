-- title: Whom has nobody seen since …?
-- description: Members who came to no meeting since a day although there were meetings in their time, so that somebody can
--   call. Meetings during a leave or an illness do not count; who is on leave now is not asked after.
-- row: one member
-- parameter: since | Not seen since (a day such as 2026-03-01) | six months before the last meeting
with
asked as (
  select
    coalesce(
      date(
        case
          when trim(:since) glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' then trim(:since)
          when trim(:since) glob '[0-9][0-9].[0-9][0-9].[0-9][0-9][0-9][0-9]'
            then substr(trim(:since), 7) || '-' || substr(trim(:since), 4, 2) || '-' || substr(trim(:since), 1, 2)
        end
      ),
      (select date(max(held_on), '-6 months') from attendance_by_meeting)
    ) as since
),
held as (
  select
    members.id as member_id,
    count(*) as meeting_count
  from members
  join asked
  join attendance_by_meeting
    on attendance_by_meeting.chapter_id = members.chapter_id
    and attendance_by_meeting.held_on >= asked.since
    and attendance_by_meeting.held_on >= coalesce(members.joined_on, '')
  left join attendance
    on attendance.member_id = members.id
    and attendance.meeting_id = attendance_by_meeting.meeting_id
    and attendance.status in ('leave', 'medical')
  where
    attendance.member_id is null
    and not exists (
      select 1
      from leaves
      where
        leaves.member_id = members.id
        and leaves.started_on <= attendance_by_meeting.held_on
        and (leaves.ended_on is null or leaves.ended_on >= attendance_by_meeting.held_on)
    )
  group by members.id
)
select
  members.name as member,
  companies.name as company,
  attendance_by_member.last_held_on as last_seen_on,
  held.meeting_count as meetings_since,
  members.joined_on,
  members.phone,
  members.mobile,
  members.email,
  members.slug
from members
join asked
join held on held.member_id = members.id
left join companies on companies.id = members.company_id
left join attendance_by_member
  on attendance_by_member.member_id = members.id
  and attendance_by_member.chapter_id = members.chapter_id
where
  members.is_current = 1
  and members.is_on_leave = 0
  and coalesce(attendance_by_member.last_held_on, '') < asked.since
order by last_seen_on nulls first, members.sort_key, members.id
