-- title: Keep a problem, unless the same one of the same row is open
insert into problems (
  import_run_id, code, severity, source, sheet, line, column_name, value, arguments, row, record
)
select
  :import_run_id, :code, :severity, :source, :sheet, :line, :column_name, :value, :arguments, :row, :record
where not exists (
  select 1
  from problems
  where
    resolved_at is null
    and code = :code
    and row is :row
    and value is :value
    and column_name is :column_name
    and arguments = :arguments
    and record is :record
)
