"""Files that prove a measure: what is taken in, what is kept of it, and what is doubtful about it. Plain Python."""
