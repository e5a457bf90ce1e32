-- title: What the audience at hand may see
-- description: Every text that may stand in its file: what shown.sql lets through of each person, words that are in every
--   file (countries, languages, trades, meetings), and for organisers and the person herself what only they may see. The
--   files are built without looking here; afterwards each of their cells must be found here.
-- row: one text, or two spellings that belong together

select name, slug from chapters
union all
select public_id, slug from ids
union all
select publication.today, publication.audience from publication
union all
select column1, column2 from (values ('works', 'lived'), ('knows', null))
union all
select people.name, people.sort_key from shown join people on people.id = shown.person_id
union all
select people.given_name, people.family_name from shown join people on people.id = shown.person_id
union all
select people.town, null from shown join people on people.id = shown.person_id where shown.town
union all
select companies.name, current_positions.title
from shown
join current_positions on current_positions.person_id = shown.person_id
join companies on companies.id = current_positions.company_id
where shown.company
union all
select current_roles.names, null from shown join current_roles using (person_id) where shown.role
union all
select current_memberships.joined_on, null from shown join current_memberships using (person_id) where shown.joined_on
union all
select
  case when shown.email then first_contacts.email end,
  case when shown.website then first_contacts.website end
from shown
join first_contacts using (person_id)
union all
select
  case when shown.phone then first_contacts.phone end,
  case when shown.mobile then first_contacts.mobile end
from shown
join first_contacts using (person_id)
union all
select coalesce(industries.code, industries.slug), coalesce(industries.own_words, '')
from shown
join member_industries using (person_id)
join industries on industries.id = member_industries.industry_id
where shown.industry
union all
select member_industries.own_words, null from shown join member_industries using (person_id) where shown.industry
union all
select name, name_de from industry_titles
union all
select name_en, official_name from industry_titles
union all
select section, null from industry_titles
union all
select code, name from country_names
union all
select name_de, name_en from country_names
union all
select code, name from language_names
union all
select name_de, name_en from language_names
union all
select member_topics.slug, member_topics.topic from shown join member_topics using (person_id) where shown.topics
union all
select offers.text, null from shown join offers using (person_id) where shown.offers and offers.kind = 'offer'
union all
select offers.text, null from shown join offers using (person_id) where shown.requests and offers.kind = 'request'
union all
select slug, held_on from meetings
union all
select starts_at_local, ends_at_local from meetings
union all
select title, kind from meetings
union all
select place, null from meetings
union all
select meetings.report, null
from meetings, publication
where
  reports_shown_to = 'public'
  or (reports_shown_to = 'members' and publication.audience in ('members', 'organisers'))
  or publication.audience = 'organisers'
union all
select distinct kind, null from interactions

-- What only organisers see.
union all
select people.street, people.postcode from shown, people, publication where publication.audience = 'organisers' and people.id = person_id
union all
select people.country_code, people.note from shown, people, publication where publication.audience = 'organisers' and people.id = person_id
union all
select current_memberships.ended_on, null from shown join current_memberships using (person_id), publication
where publication.audience = 'organisers'
union all
select leaves.started_on, leaves.ended_on from shown join leaves using (person_id), publication where publication.audience = 'organisers'
union all
select people.name, people.sort_key from attendance, people, publication
where publication.audience = 'organisers' and people.id in (attendance.person_id, attendance.substitute_id)
union all
select first_contacts.email, coalesce(first_contacts.phone, first_contacts.mobile)
from attendance
join first_contacts using (person_id), publication
where publication.audience = 'organisers'
union all
select attendance.substitute_name, attendance.note from attendance, publication where publication.audience = 'organisers'
union all
select consents.evidence, null from consents, publication where publication.audience = 'organisers'
union all
select problems.code, problems.severity from problems, publication where publication.audience = 'organisers'
union all
select problems.source, problems.sheet from problems, publication where publication.audience = 'organisers'
union all
select problems.column_name, problems.value from problems, publication where publication.audience = 'organisers'
union all
select problem_message(problems.code, problems.column_name, problems.value, problems.arguments), null
from problems, publication
where publication.audience = 'organisers'

-- What organisers see of everybody and each person of herself.
union all
select attendance.status, null from attendance, publication where publication.audience in ('organisers', 'private')
union all
select consents.field, consents.audience from consents, publication where publication.audience in ('organisers', 'private')
union all
select consents.given_on, consents.withdrawn_on from consents, publication
where publication.audience in ('organisers', 'private')
union all
select consents.wording, null from consents, publication where publication.audience in ('organisers', 'private')
union all
select published_ids.public_id, null from published_ids, publication
where publication.audience = 'private' and published_ids.audience = 'members' and published_ids.kind = 'person'
