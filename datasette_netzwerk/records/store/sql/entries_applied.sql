-- title: The entries of the inbox that need no more work
select entry_id
from applied_entries
