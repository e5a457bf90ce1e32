"""A Datasette plugin for business-networking groups."""
