"""A report that is brought in by browser: a draft of it, read again with each choice, until it is taken."""
