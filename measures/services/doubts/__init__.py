"""The doubts about one measure: which stand, how they are settled, and the words that the report prints of it."""
