"""Who comes, what they do and what came of each request; all of it runs in a process of its own: `driver.py`."""
