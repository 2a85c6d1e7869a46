"""The help, and which part of it speaks of the page at hand."""
