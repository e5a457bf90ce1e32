-- title: What the history holds of values
select id, differences as text from changes
