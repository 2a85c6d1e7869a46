"""Scores of many agencies beside each other: totals and levels in the database, quartiles, one's own kind."""
