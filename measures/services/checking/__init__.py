"""What goes with the check of a measure: what changed since it was sent back, and questions about it."""
