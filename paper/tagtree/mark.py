"""The mark by which fragments of one element are known: paper.typeset leaves it on each, paper.tagtree takes it off."""

MARK = "/ItaPortalElement"
PASSING = "passing"
"""Stands for the number of an element that repeats what was said: nobody is read it, like a head on later pages."""


def mark(number: str, tag: str) -> str:
    """Names the element of the HTML that a box belongs to, counted from the top, and the part of it (`td::before`)."""
    return f"{number} {tag}"
