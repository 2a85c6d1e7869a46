"""Forms of scores."""
