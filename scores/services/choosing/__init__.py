"""From weak items to measures: what answers them, what could, and what the plan still lacks."""
