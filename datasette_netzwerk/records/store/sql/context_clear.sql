-- title: Let the triggers write no history
-- description: They copy who is at work from the one row of context; without it they copy nothing.
delete from context
