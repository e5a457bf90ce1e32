"""Gives a group its lists back: its own columns in its own order and words, in the formats that it came with."""
