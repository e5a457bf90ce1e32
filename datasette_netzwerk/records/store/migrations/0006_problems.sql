-- title: Finds the same problem of the same row at once
-- description: Many rows may have one problem, such as a permission without a day: looking through all of them for each would
--   take four times as long for twice the rows.

drop index problems_open;
create index problems_open on problems (code, row, value, column_name) where resolved_at is null;
