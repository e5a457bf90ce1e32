-- title: What is known of everybody forgotten: hashes
select salt, hash from forgotten_keys order by salt, hash
