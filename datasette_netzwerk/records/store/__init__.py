"""Keeps the truth: records.db, its migrations, its history, and one module per aggregate."""
