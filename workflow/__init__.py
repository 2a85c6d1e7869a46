"""Moves between states as a table, and the one function that makes them: a plain package, no models."""
