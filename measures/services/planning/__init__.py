"""What a coordinator arranges of a plan: which items, who and by when, in which order."""
