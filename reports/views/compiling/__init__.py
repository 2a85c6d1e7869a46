"""The page on which a report is compiled, and what belongs to it."""
