"""The mark by which fragments of one element are known: paper.typeset leaves it on each, paper.tagtree takes it off."""

MARK = "/ItaPortalElement"


def mark(number: str, tag: str) -> str:
    """Names the element of the HTML that a box belongs to, counted from the top, and the part of it (`td::before`)."""
    return f"{number} {tag}"
