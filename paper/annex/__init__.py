"""What stands behind the report on paper: its photographs, and the list of the files and links that prove it."""
