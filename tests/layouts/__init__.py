"""Lists of known programs: one fixture for each, with exactly its headers and invented people."""
