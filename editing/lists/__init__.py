"""Lists that people read a page at a time."""
