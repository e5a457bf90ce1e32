-- title: Every name that the group's lists use for records of one kind
select external_id, record_id from identifiers where kind = :kind
