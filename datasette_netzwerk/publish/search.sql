-- title: The search index of one audience's file
-- description: Built from the members and the columns of the file at hand and from nothing else, so it can tell no more
--   than they do. index_text stores each word in every spelling under which it should be found: Müller, mueller, muller.
--   The index's row numbers are those of members, so Datasette's own search works on it too.

create virtual table published.members_search using fts5 (
  name,
  company,
  trades,
  offers,
  requests,
  topics,
  places,
  tokenize = "unicode61 remove_diacritics 2",
  prefix = '2 3 4'
);

insert into published.members_search (rowid, name, company, trades, offers, requests, topics, places)
with
trades as (
  select member_id, group_concat(own_words || ' ' || name_de || ' ' || name_en, ' ') as words
  from published.member_industries
  join published.industries on industries.id = member_industries.industry_id
  group by member_id
),
offered as (
  select member_id, group_concat(text, ' ') as words
  from published.offers
  group by member_id
),
wanted as (
  select member_id, group_concat(text, ' ') as words
  from published.requests
  group by member_id
),
cared_for as (
  select member_id, group_concat(name, ' ') as words
  from published.member_topics
  join published.topics on topics.id = member_topics.topic_id
  group by member_id
),
abroad as (
  select member_id, group_concat(name_de || ' ' || name_en, ' ') as words
  from published.member_countries
  join published.countries on countries.id = member_countries.country_id
  group by member_id
),
spoken as (
  select member_id, group_concat(name_de || ' ' || name_en, ' ') as words
  from published.member_languages
  join published.languages on languages.id = member_languages.language_id
  group by member_id
)
select
  members.rowid,
  index_text(members.name),
  index_text(coalesce(companies.name, '') || ' ' || coalesce(members.position, '') || ' ' || coalesce(members.role, '')),
  index_text(coalesce(trades.words, '')),
  index_text(coalesce(offered.words, '')),
  index_text(coalesce(wanted.words, '')),
  index_text(coalesce(cared_for.words, '')),
  index_text(coalesce(members.town, '') || ' ' || coalesce(abroad.words, '') || ' ' || coalesce(spoken.words, ''))
from published.members
left join published.companies on companies.id = members.company_id
left join trades on trades.member_id = members.id
left join offered on offered.member_id = members.id
left join wanted on wanted.member_id = members.id
left join cared_for on cared_for.member_id = members.id
left join abroad on abroad.member_id = members.id
left join spoken on spoken.member_id = members.id
order by members.rowid;

insert into published.members_search (members_search) values ('optimize');

-- Each word that the index knows, as somebody wrote it: what "Did you mean …?" may propose.
create table published.members_search_words (
  folded text primary key, -- The word, folded as the search compares it
  word text not null -- The word as it is written
) strict, without rowid;
