"""The one door from the pages to the records: what people enter waits here until the records half applies it."""
