"""Lines of what a document still lacks: of its measures and of its own words."""
