"""Builds what each audience may see, from empty, and makes it current."""
