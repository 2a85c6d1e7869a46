"""What is taken of the files that people send, and what is kept of them. Plain Python: a sandbox runs it."""
