"""By what fragments of one element are known: the element's number in the HTML, and what of it a box shows."""

NUMBER = "data-number"
"""Of an element of the HTML, counted from the top."""
PASSING = "passing"
"""Stands for the number of an element that repeats what was said: nobody is read it, like a head on later pages."""
