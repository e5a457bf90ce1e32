-- title: The rows that stay among the problems, as they were read
select
  import_runs.kind,
  problems.source,
  problems.sheet,
  problems.line,
  problems.row,
  max(import_runs.columns) as columns,
  json_group_array(
    json_object(
      'code', problems.code,
      'column', problems.column_name,
      'value', problems.value,
      'arguments', json(problems.arguments)
    )
  ) as faults
from problems
join import_runs on import_runs.id = problems.import_run_id
where problems.resolved_at is null and problems.severity <> 'notice' and problems.row is not null
group by problems.source, problems.sheet, problems.line, problems.row
order by import_runs.kind, problems.source, problems.sheet, problems.line
