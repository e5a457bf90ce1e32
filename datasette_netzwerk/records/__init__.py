"""The records half: reads, normalises, identifies, checks and keeps the truth in records.db."""
