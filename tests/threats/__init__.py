"""The threat table of docs/threats.md, row by row, on the real thing."""
