"""Forms of people and agencies."""
