-- title: What everybody sees
-- description: The public file, built from empty. Every column that the world can see stands here and nowhere else.
--   A person is here only with her own consent, field by field; statistics follow the minimum sizes:
--   a count of people from 1 to 4 is left empty, and so is whatever would give it away.

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

-- Companies that a listed member represents.
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

-- Members who agreed to be listed, each with the fields she agreed to.
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
  is_current integer not null -- 1 while she is a member: in this file always
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
  case when shown.company then company_ids.public_id end,
  case when shown.company then current_positions.title end,
  case when shown.role then current_roles.names end,
  case when shown.town then people.town end,
  case when shown.email then first_contacts.email end,
  case when shown.phone then first_contacts.phone end,
  case when shown.mobile then first_contacts.mobile end,
  case when shown.website then first_contacts.website end,
  case when shown.joined_on then current_memberships.joined_on end,
  chapters.slug,
  1
from shown
join people on people.id = shown.person_id
join ids as person_ids on person_ids.kind = 'person' and person_ids.record_id = people.id
join current_memberships on current_memberships.person_id = people.id
join chapters on chapters.id = current_memberships.chapter_id
left join current_positions on current_positions.person_id = people.id
left join ids as company_ids on company_ids.kind = 'company' and company_ids.record_id = current_positions.company_id
left join current_roles on current_roles.person_id = people.id
left join first_contacts on first_contacts.person_id = people.id
order by person_ids.public_id;

-- Trades of listed members: divisions of the WZ 2025, or own words that no rule knows.
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

-- Which listed member works in which trade, in her own words.
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

-- Countries in which a listed member works or knows people.
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

-- Which listed member works in which country or knows people there.
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

-- What listed members offer.
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

-- What listed members are looking for.
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

-- Languages that listed members speak.
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

-- Which listed member speaks which language.
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

-- Keywords that listed members care about.
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

-- Which listed member cares about which keyword.
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
  report text, -- What is told about it, where the group publishes its reports
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
  case when publication.reports_shown_to = 'public' then meetings.report end,
  chapters.slug,
  meetings.id in (select meeting_id from cancelled_meetings)
from meetings
join chapters on chapters.id = meetings.chapter_id
join publication
order by meetings.slug;

-- How many people came to each meeting. A number of people from 1 to 4 is left empty, and so is what would give it away.
create table published.attendance_by_meeting (
  meeting_id text primary key references meetings (id), -- The meeting
  held_on text not null, -- Day
  attendance_count integer, -- People who were there
  member_count integer, -- Of them members
  first_year_count integer, -- Of the members, those in their first year
  guest_count integer, -- Of them guests
  capacity integer, -- Number of places
  chapter_id text not null references chapters (id), -- The group
  counted_on text -- Day as of which this was counted
) strict, without rowid;

-- Meetings and attendance in each year. Where a meeting's number is left empty, so are the sum and the mean that tell it;
-- the number of different people is told when the year is over.
create table published.attendance_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year
  meeting_count integer not null, -- Meetings with an attendance list
  attendance_count integer, -- How often somebody came
  people_count integer, -- How many different people came
  mean_attendance real, -- People per meeting, on average
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year)
) strict, without rowid;

-- Who came and went in each year that is over. Joiners and leavers of a year stay empty together, and so does a size that
-- would tell them.
create table published.membership_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year
  joined_count integer, -- Members who joined
  left_count integer, -- Members who left
  member_count integer, -- Members at the end of the year
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year)
) strict, without rowid;

-- First-time guests of each year that is over, and how many of them joined within a year, told when all have had their year.
create table published.guests_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year of the first visit
  guest_count integer, -- People who came for the first time as guests
  joined_count integer, -- Of them, those who became members within a year
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year)
) strict, without rowid;

-- What members did for each other in each year: introductions, referrals, one-to-ones, recommendations, thanks.
create table published.interactions_by_year (
  chapter_id text not null references chapters (id), -- The group
  year integer not null, -- Calendar year
  kind text not null, -- introduction, referral, one_to_one, favour, recommendation or thanks
  interaction_count integer, -- How often
  counted_on text, -- Day as of which this was counted
  primary key (chapter_id, year, kind)
) strict, without rowid;
