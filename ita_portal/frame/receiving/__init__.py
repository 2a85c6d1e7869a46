"""What is asked of a request before any view sees it: its text, and the size of its form."""
