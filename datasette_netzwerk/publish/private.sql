-- title: What only the person herself may read
-- description: The private file, built from empty; opened by the plugin's own views with every query bound to one person's id,
--   never registered with Datasette.

-- Everybody who is or was a member.
create table published.people (
  id text primary key, -- Random id of the person in this file
  members_id text, -- The same person's id in the members' file
  name text not null, -- Full name
  town text, -- Town
  email text, -- E-mail address
  phone text, -- Telephone
  mobile text, -- Mobile phone
  website text -- Web site
) strict, without rowid;

insert into published.people
select
  ids.public_id,
  member_ids.public_id,
  people.name,
  people.town,
  first_contacts.email,
  first_contacts.phone,
  first_contacts.mobile,
  first_contacts.website
from shown
join people on people.id = shown.person_id
join ids on ids.kind = 'person' and ids.record_id = people.id
left join published_ids as member_ids
  on member_ids.audience = 'members'
  and member_ids.kind = 'person'
  and member_ids.record_id = people.id
left join first_contacts on first_contacts.person_id = people.id
order by ids.public_id;

-- One person's own attendance.
create table published.attendance (
  person_id text not null references people (id), -- The person
  held_on text not null, -- Day
  meeting text not null, -- Address of the meeting
  status text not null, -- present, remote, late, substituted, excused, medical, leave or absent
  primary key (person_id, held_on, meeting)
) strict, without rowid;

insert into published.attendance
select ids.public_id, meetings.held_on, meetings.slug, attendance.status
from attendance
join shown on shown.person_id = attendance.person_id
join ids on ids.kind = 'person' and ids.record_id = attendance.person_id
join meetings on meetings.id = attendance.meeting_id
order by 1, 2, 3;

-- What one person permitted or refused.
create table published.consents (
  person_id text not null references people (id), -- The person
  field text not null, -- What may show; name means being listed at all
  audience text not null, -- public or members
  given_on text, -- Day it was given
  withdrawn_on text, -- Day it was withdrawn
  is_refusal integer not null, -- 1 when she said no
  wording text, -- Text she agreed to
  primary key (person_id, field, audience)
) strict, without rowid;

insert into published.consents
select
  ids.public_id,
  consents.field,
  consents.audience,
  consents.given_on,
  consents.withdrawn_on,
  consents.is_refusal,
  consents.wording
from consents
join shown on shown.person_id = consents.person_id
join ids on ids.kind = 'person' and ids.record_id = consents.person_id
order by 1, 2, 3;

