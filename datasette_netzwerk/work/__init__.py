"""What the records worker did and what failed: written by it, read by the serving half for its health page."""
