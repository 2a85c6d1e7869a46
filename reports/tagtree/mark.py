"""By what the fragments of an element are known: a mark that reports.pdf leaves on each and reports.tagtree takes off."""

MARK = "/ItaPortalElement"


def mark(number: str, tag: str) -> str:
    """The mark of a box: which element of the HTML it belongs to, counted from the top, and the part of it (::before)."""
    return f"{number} {tag}"
