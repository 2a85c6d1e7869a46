"""Letters: the daily one, those that cannot wait, and those with a link for a new password."""
