-- title: The values by which the directory can be filtered
-- description: One row per value, with its name in the language asked for.
-- parameter: language

select 'trade' as filter, id, case :language when 'de' then name_de else name_en end as label from industries
union all
select distinct 'town', town, town from members where town is not null and is_current = 1
union all
select 'country', id, case :language when 'de' then name_de else name_en end from countries
union all
select 'speaks', id, case :language when 'de' then name_de else name_en end from languages
union all
select 'topic', id, name from topics
order by 1, 2;
