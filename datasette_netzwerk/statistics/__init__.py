"""The statistics: one portable .sql file per derived table, built in the order of their names."""
