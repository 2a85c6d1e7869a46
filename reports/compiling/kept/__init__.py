"""What was read or found of a plan already, and is still so."""
