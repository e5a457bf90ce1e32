-- title: Whether an interaction is known already
select 1 from interactions where fingerprint = :fingerprint
