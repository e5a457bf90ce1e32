-- title: What an import needs to be undone, and to be known again
-- description: Names and trades carry the run that added them, problems the run that closed them; a run keeps the options it
--   was given, the last change before its end, and who undid it and when.

alter table import_runs add column options_sha256 text not null default '';
alter table import_runs add column last_change_id integer not null default 0;
alter table import_runs add column undone_at text;
alter table import_runs add column undone_by text;

alter table identifiers add column import_run_id integer references import_runs (id);
alter table industries add column import_run_id integer references import_runs (id);

alter table problems add column resolved_run_id integer references import_runs (id);

-- The list's own columns in their order, as JSON: [["Nachname", "family_name"], ["Hutgröße", null]]; none of a matrix.
alter table import_runs add column columns text check (columns is null or json_valid(columns));

-- The file in which a row was given back to be mended.
alter table problems add column exported_as text;
