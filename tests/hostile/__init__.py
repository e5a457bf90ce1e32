"""Files that nobody should have to fear, and what becomes of each."""
