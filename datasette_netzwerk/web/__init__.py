"""The serving half: a Datasette plugin that opens published files and nothing else."""
