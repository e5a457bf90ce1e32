-- title: What changed about one person, the latest last
-- description: subject names the company of a changed position, which would otherwise be a number.
select
  changes.changed_at,
  changes.actor,
  changes.import_run_id,
  changes.table_name,
  changes.record_key,
  changes.operation,
  changes.differences,
  companies.name as subject
from changes
left join positions on changes.table_name = 'positions' and positions.id = changes.record_key
left join companies on companies.id = positions.company_id
where changes.person_id = :person_id
order by changes.id
