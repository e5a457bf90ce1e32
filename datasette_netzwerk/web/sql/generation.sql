-- title: The day as of which the file tells
-- description: One row.

select as_of from generations;
