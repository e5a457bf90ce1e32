-- title: What organisers see
-- description: The organisers' file, built from empty: everybody with a membership now or once, guests, each attendance,
--   consents and open problems. Not here: who did what for whom, savings accounts, ties.

-- The day as of which everything in this file is told.
create table published.generations (
  as_of text primary key -- Day
) strict, without rowid;

insert into published.generations
select today from publication;

-- The groups whose members are listed here.
create table published.chapters (
  id text primary key, -- Short name of the group, for addresses
  name text not null -- Name of the group
) strict, without rowid;

insert into published.chapters
select slug, name from chapters order by slug;

-- Companies that a member represents.
create table published.companies (
  id text primary key, -- Random id of the company in this file
  name text not null -- Name of the company
) strict, without rowid;

insert into published.companies
select distinct ids.public_id, companies.name
from shown
join current_positions on current_positions.person_id = shown.person_id
join companies on companies.id = current_positions.company_id
join ids on ids.kind = 'company' and ids.record_id = companies.id
where shown.company
order by ids.public_id;

-- Everybody with a membership, now or once.
create table published.members (
  id text primary key, -- Random id of the person in this file
  slug text not null unique, -- The member's address in the directory
  name text not null, -- Full name
  given_name text, -- Given names
  family_name text not null, -- Family name
  sort_key text not null, -- Key that sorts names as a German phone book does
  company_id text references companies (id), -- Company she represents
  position text, -- Her position in the company
  role text, -- Her office in the group
  town text, -- Town
  email text, -- E-mail address
  phone text, -- Telephone
  mobile text, -- Mobile phone
  website text, -- Web site
  joined_on text, -- Day she joined; the month or the year alone where the list says no more
  chapter_id text not null references chapters (id), -- Her group
  left_on text, -- Day she left
  is_current integer not null, -- 1 while she is a member
  is_on_leave integer not null, -- 1 while she is on leave
  street text, -- Street
  postcode text, -- Postcode
  country_code text, -- Country of the address
  note text -- The organisers' note
) strict;
create index published.members_sort_key on members (sort_key);

insert into published.members
select
  person_ids.public_id,
  person_ids.slug,
  people.name,
  people.given_name,
  people.family_name,
  people.sort_key,
  company_ids.public_id,
  current_positions.title,
  current_roles.names,
  people.town,
  first_contacts.email,
  first_contacts.phone,
  first_contacts.mobile,
  first_contacts.website,
  current_memberships.joined_on,
  chapters.slug,
  current_memberships.ended_on,
  (current_memberships.started_on is null or current_memberships.started_on <= publication.today)
  and (current_memberships.ended_on is null or current_memberships.ended_on > publication.today),
  exists (
    select 1
    from leaves
    where
      leaves.person_id = people.id
      and leaves.started_on <= publication.today
      and (leaves.ended_on is null or leaves.ended_on >= publication.today)
  ),
  people.street,
  people.postcode,
  people.country_code,
  people.note
from shown
join publication
join people on people.id = shown.person_id
join ids as person_ids on person_ids.kind = 'person' and person_ids.record_id = people.id
join current_memberships on current_memberships.person_id = people.id
join chapters on chapters.id = current_memberships.chapter_id
left join current_positions on current_positions.person_id = people.id
left join ids as company_ids on company_ids.kind = 'company' and company_ids.record_id = current_positions.company_id
left join current_roles on current_roles.person_id = people.id
left join first_contacts on first_contacts.person_id = people.id
order by person_ids.public_id;

-- Trades of members: divisions of the WZ 2025, or own words that no rule knows.
create table published.industries (
  id text primary key, -- Division of the WZ 2025, or a short form of the own words
  name text not null, -- Name in the site's language
  name_de text not null, -- German name
  name_en text not null, -- English name
  official_name text, -- Title of the division in the WZ 2025, in the site's language
  section text -- Section of the WZ 2025, in the site's language
) strict, without rowid;

insert into published.industries
select distinct
  coalesce(industries.code, industries.slug),
  coalesce(industry_titles.name, industries.own_words),
  coalesce(industry_titles.name_de, industries.own_words),
  coalesce(industry_titles.name_en, industries.own_words),
  industry_titles.official_name,
  industry_titles.section
from shown
join member_industries on member_industries.person_id = shown.person_id
join industries on industries.id = member_industries.industry_id
left join industry_titles on industry_titles.code = industries.code
where shown.industry
order by 1;

-- Which member works in which trade, in her own words.
create table published.member_industries (
  member_id text not null references members (id), -- The member
  industry_id text not null references industries (id), -- The trade
  own_words text not null, -- The trade in the member's own words
  primary key (member_id, industry_id, own_words)
) strict, without rowid;

insert into published.member_industries
select ids.public_id, coalesce(industries.code, industries.slug), member_industries.own_words
from shown
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join member_industries on member_industries.person_id = shown.person_id
join industries on industries.id = member_industries.industry_id
where shown.industry
order by 1, 2, 3;

-- Countries in which a member works or knows people.
create table published.countries (
  id text primary key, -- ISO 3166-1 code
  name text not null, -- Name in the site's language
  name_de text not null, -- German name
  name_en text not null -- English name
) strict, without rowid;

insert into published.countries
select distinct country_names.code, country_names.name, country_names.name_de, country_names.name_en
from shown
join member_countries on member_countries.person_id = shown.person_id
join country_names on country_names.code = member_countries.country_code
where shown.countries
order by 1;

-- Which member works in which country or knows people there.
create table published.member_countries (
  member_id text not null references members (id), -- The member
  country_id text not null references countries (id), -- The country
  depth text not null, -- works, lived or knows: how well she knows it
  primary key (member_id, country_id, depth)
) strict, without rowid;

insert into published.member_countries
select ids.public_id, member_countries.country_code, member_countries.depth
from shown
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join member_countries on member_countries.person_id = shown.person_id
where shown.countries
order by 1, 2, 3;

-- What members offer.
create table published.offers (
  member_id text not null references members (id), -- Who offers it
  text text not null, -- What she offers, in her own words
  arrival integer not null, -- Order in which they arrived: the higher, the newer; entered in one go, the same number
  primary key (member_id, text)
) strict, without rowid;

insert into published.offers
select ids.public_id, offers.text, dense_rank() over (order by offers.import_run_id)
from shown
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join offers on offers.person_id = shown.person_id and offers.kind = 'offer'
where shown.offers
order by 1, 2;

-- What members are looking for.
create table published.requests (
  member_id text not null references members (id), -- Who is looking for it
  text text not null, -- What she is looking for, in her own words
  arrival integer not null, -- Order in which they arrived: the higher, the newer; entered in one go, the same number
  primary key (member_id, text)
) strict, without rowid;

insert into published.requests
select ids.public_id, offers.text, dense_rank() over (order by offers.import_run_id)
from shown
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join offers on offers.person_id = shown.person_id and offers.kind = 'request'
where shown.requests
order by 1, 2;

-- Languages that members speak.
create table published.languages (
  id text primary key, -- ISO 639 code
  name text not null, -- Name in the site's language
  name_de text not null, -- German name
  name_en text not null -- English name
) strict, without rowid;

insert into published.languages
select distinct language_names.code, language_names.name, language_names.name_de, language_names.name_en
from shown
join member_languages on member_languages.person_id = shown.person_id
join language_names on language_names.code = member_languages.language_code
where shown.languages
order by 1;

-- Which member speaks which language.
create table published.member_languages (
  member_id text not null references members (id), -- The member
  language_id text not null references languages (id), -- The language
  primary key (member_id, language_id)
) strict, without rowid;

insert into published.member_languages
select ids.public_id, member_languages.language_code
from shown
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join member_languages on member_languages.person_id = shown.person_id
where shown.languages
order by 1, 2;

-- Keywords that members care about.
create table published.topics (
  id text primary key, -- Short form of the keyword, for addresses
  name text not null -- The keyword
) strict, without rowid;

insert into published.topics
select member_topics.slug, min(member_topics.topic)
from shown
join member_topics on member_topics.person_id = shown.person_id
where shown.topics
group by member_topics.slug
order by 1;

-- Which member cares about which keyword.
create table published.member_topics (
  member_id text not null references members (id), -- The member
  topic_id text not null references topics (id), -- The keyword
  primary key (member_id, topic_id)
) strict, without rowid;

insert into published.member_topics
select ids.public_id, member_topics.slug
from shown
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join member_topics on member_topics.person_id = shown.person_id
where shown.topics
order by 1, 2;

-- Past and coming meetings.
create table published.meetings (
  id text primary key, -- The meeting's address: its day and title
  held_on text not null, -- Day
  starts_at_local text, -- Begin, local time
  ends_at_local text, -- End, local time
  name text not null, -- Title
  kind text, -- Kind of meeting
  place text, -- Place
  capacity integer, -- Number of places
  report text, -- What is told about it
  chapter_id text not null references chapters (id), -- The group that holds it
  is_cancelled integer not null -- 1 if it was called off
) strict, without rowid;

insert into published.meetings
select
  meetings.slug,
  meetings.held_on,
  meetings.starts_at_local,
  meetings.ends_at_local,
  coalesce(meetings.title, meetings.kind, meetings.held_on),
  meetings.kind,
  meetings.place,
  meetings.capacity,
  meetings.report,
  chapters.slug,
  meetings.id in (select meeting_id from cancelled_meetings)
from meetings
join chapters on chapters.id = meetings.chapter_id
order by meetings.slug;

-- People who came but never were members.
create table published.guests (
  id text primary key, -- Random id of the person in this file
  name text not null, -- Full name
  sort_key text not null, -- Key that sorts names as a German phone book does
  email text, -- E-mail address
  phone text -- Telephone or mobile
) strict, without rowid;

insert into published.guests
select
  ids.public_id,
  people.name,
  people.sort_key,
  first_contacts.email,
  coalesce(first_contacts.phone, first_contacts.mobile)
from people
join ids on ids.kind = 'person' and ids.record_id = people.id
left join first_contacts on first_contacts.person_id = people.id
where
  people.id not in (select person_id from shown)
  and people.id in (select person_id from attendance)
  and people.name_key <> ''
order by ids.public_id;

-- Each member's status at each meeting. Visits before somebody joined are those of a guest.
create table published.attendance (
  meeting_id text not null references meetings (id), -- The meeting
  member_id text not null references members (id), -- The member
  status text not null, -- present, remote, late, substituted, excused, medical, leave or absent
  is_there integer not null, -- 1 when the status counts as having been there
  is_guest integer not null, -- 1 when she was not a member on that day
  substitute text, -- Who came instead
  note text, -- Note on the list
  chapter_id text not null references chapters (id), -- The group
  primary key (meeting_id, member_id)
) strict, without rowid;

insert into published.attendance
select
  meetings.slug,
  ids.public_id,
  attendance.status,
  attendance.status in ('present', 'remote', 'late', 'substituted'),
  not exists (
    select 1
    from memberships
    where
      memberships.person_id = attendance.person_id
      and memberships.chapter_id = meetings.chapter_id
      and (memberships.started_on is null or memberships.started_on <= meetings.held_on)
      and (memberships.ended_on is null or memberships.ended_on >= meetings.held_on)
  ),
  coalesce(substitutes.name, attendance.substitute_name),
  attendance.note,
  chapters.slug
from attendance
join shown on shown.person_id = attendance.person_id
join ids on ids.kind = 'person' and ids.record_id = attendance.person_id
join meetings on meetings.id = attendance.meeting_id
join chapters on chapters.id = meetings.chapter_id
left join people as substitutes on substitutes.id = attendance.substitute_id
order by 1, 2;

-- Each visit of a person who never was a member.
create table published.guest_visits (
  meeting_id text not null references meetings (id), -- The meeting
  guest_id text not null references guests (id), -- The guest
  status text not null, -- present, remote, late, substituted, excused, medical, leave or absent
  invited_by_id text references members (id), -- The member who brought her
  note text, -- Note on the list
  primary key (meeting_id, guest_id)
) strict, without rowid;

insert into published.guest_visits
select meetings.slug, guest_ids.public_id, attendance.status, host_ids.public_id, attendance.note
from attendance
join ids as guest_ids on guest_ids.kind = 'person' and guest_ids.record_id = attendance.person_id
join meetings on meetings.id = attendance.meeting_id
left join shown as hosts on hosts.person_id = attendance.invited_by_id
left join ids as host_ids on host_ids.kind = 'person' and host_ids.record_id = hosts.person_id
where
  attendance.person_id not in (select person_id from shown)
  and attendance.person_id in (select id from people where name_key <> '')
order by 1, 2;

-- When members are or were on leave; the reason is never kept.
create table published.leaves (
  member_id text not null references members (id), -- The member
  started_on text not null, -- First day
  ended_on text, -- Last day
  primary key (member_id, started_on)
) strict, without rowid;

insert into published.leaves
select ids.public_id, leaves.started_on, leaves.ended_on
from leaves
join shown on shown.person_id = leaves.person_id
join ids on ids.kind = 'person' and ids.record_id = leaves.person_id
order by 1, 2;

-- Of the meetings in a member's time, leave not counted: at how many she was, and when last. Not a ranking: it is sorted
-- by who has been away longest, so that somebody can call.
create table published.attendance_by_member (
  member_id text not null references members (id), -- The member
  chapter_id text not null references chapters (id), -- The group
  meeting_count integer not null, -- Meetings held while she was a member and not on leave
  attendance_count integer not null, -- Of them, those she came to
  last_held_on text, -- Day she was last seen
  primary key (member_id, chapter_id)
) strict, without rowid;

insert into published.attendance_by_member
select
  ids.public_id,
  chapters.slug,
  meeting_count,
  attendance_count,
  date('1970-01-01', '+' || last_day || ' days')
from attendance_by_member
join shown on shown.person_id = attendance_by_member.person_id
join ids on ids.kind = 'person' and ids.record_id = shown.person_id
join chapters on chapters.id = attendance_by_member.chapter_id
order by 1, 2;

-- How many pairs of people have been at one meeting together. Never who met whom.
create table published.encounters_by_chapter (
  chapter_id text primary key references chapters (id), -- The group
  pair_count integer not null, -- Pairs who met at least once
  common_meeting_count integer not null -- Common meetings of all pairs
) strict, without rowid;

insert into published.encounters_by_chapter
select chapters.slug, pair_count, common_meeting_count
from encounters_by_chapter
join chapters on chapters.id = encounters_by_chapter.chapter_id
order by 1;

-- What each member permitted or refused, for the organisers who must be able to show it.
create table published.consents (
  member_id text not null references members (id), -- The member
  field text not null, -- What may show; name means being listed at all
  audience text not null, -- public or members
  given_on text, -- Day it was given
  withdrawn_on text, -- Day it was withdrawn
  is_refusal integer not null, -- 1 when the member said no
  wording text, -- Text she agreed to
  evidence text, -- Where the paper lies
  primary key (member_id, field, audience)
) strict, without rowid;

insert into published.consents
select
  ids.public_id,
  consents.field,
  consents.audience,
  consents.given_on,
  consents.withdrawn_on,
  consents.is_refusal,
  consents.wording,
  consents.evidence
from consents
join shown on shown.person_id = consents.person_id
join ids on ids.kind = 'person' and ids.record_id = consents.person_id
order by 1, 2, 3;

-- What is wrong in the imported lists and not yet mended.
create table published.problems (
  id integer primary key, -- Number of the problem
  code text not null, -- What kind of problem
  severity text not null, -- error, warning or notice
  source text not null, -- File
  sheet text, -- Sheet of a workbook
  line integer, -- Line or row
  column_name text, -- Column
  value text, -- Text as it stands there
  message text not null -- What is wrong and what to do
) strict;

insert into published.problems
select id, code, severity, source, sheet, line, column_name, value, problem_message(code, column_name, value, arguments)
from problems
where resolved_at is null
order by id;

-- How many people came to each meeting.
create table published.attendance_by_meeting (
  meeting_id text primary key references meetings (id), -- The meeting
  held_on text not null, -- Day
  attendance_count integer not null, -- People who were there
  member_count integer not null, -- Of them members
  first_year_count integer not null, -- Of the members, those in their first year
  guest_count integer not null, -- Of them guests
  capacity integer, -- Number of places
  chapter_id text not null references chapters (id), -- The group
  counted_on text -- Day as of which this was counted
) strict, without rowid;

insert into published.attendance_by_meeting
select
  meetings.slug,
  meetings.held_on,
  attendance_count,
  member_count,
  first_year_count,
  guest_count,
  meetings.capacity,
  chapters.slug,
  publication.today
from attendance_by_meeting
join meetings on meetings.id = attendance_by_meeting.meeting_id
join chapters on chapters.id = meetings.chapter_id
join publication
order by meetings.slug;

-- Meetings and attendance in each year.
create table published.attendance_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year
  meeting_count integer not null, -- Meetings with an attendance list
  attendance_count integer not null, -- How often somebody came
  people_count integer not null, -- How many different people came
  mean_attendance real not null, -- People per meeting, on average
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year)
) strict, without rowid;

insert into published.attendance_by_year
select chapters.slug, held_year, meeting_count, attendance_count, people_count, round(mean_attendance, 1), publication.today
from attendance_by_year
join chapters on chapters.id = attendance_by_year.chapter_id
join publication
order by 1, 2;

-- Who came and went in each year.
create table published.membership_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year
  joined_count integer not null, -- Members who joined
  left_count integer not null, -- Members who left
  member_count integer not null, -- Members at the end of the year, or today
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year)
) strict, without rowid;

insert into published.membership_by_year
select chapters.slug, move_year, joined_count, left_count, member_count, publication.today
from membership_by_year
join chapters on chapters.id = membership_by_year.chapter_id
join publication
order by 1, 2;

-- First-time guests of each year, and how many of them joined within a year.
create table published.guests_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year of the first visit
  guest_count integer not null, -- People who came for the first time as guests
  joined_count integer not null, -- Of them, those who became members within a year
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year)
) strict, without rowid;

insert into published.guests_by_year
select chapters.slug, held_year, guest_count, joined_count, publication.today
from guests_by_year
join chapters on chapters.id = guests_by_year.chapter_id
join publication
order by 1, 2;

-- What members did for each other in each year: introductions, referrals, one-to-ones, recommendations, thanks.
create table published.interactions_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year
  kind text not null, -- introduction, referral, one_to_one, favour, recommendation or thanks
  interaction_count integer not null, -- How often
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year, kind)
) strict, without rowid;

insert into published.interactions_by_year
select chapters.slug, occurred_year, kind, interaction_count, publication.today
from interactions_by_year
join chapters on chapters.id = interactions_by_year.chapter_id
join publication
order by 1, 2, 3;
