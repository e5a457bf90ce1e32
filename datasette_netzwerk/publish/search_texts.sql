-- title: All the texts that the search of one audience's file covers
-- description: One row per text of the file at hand; its words are what the search can propose.

select name as text from published.members
union
select town from published.members where town is not null
union
select position from published.members where position is not null
union
select role from published.members where role is not null
union
select name from published.companies
union
select own_words from published.member_industries
union
select name_de from published.industries
union
select name_en from published.industries
union
select text from published.offers
union
select text from published.requests
union
select name from published.topics
union
select name_de from published.countries
union
select name_en from published.countries
union
select name_de from published.languages
union
select name_en from published.languages
order by 1;
