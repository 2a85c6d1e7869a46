"""Where lines of a text end, kept for as long as the same words are likely to be asked for again.

Half of all questions are repeated ones: for the head of the table on each page, for what a row laid out again at the
end of a page says, for the names of who answers for a measure.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

from paper.drawing.recent import Recent

Layout = line_break.Layout
Theirs = Any  # WeasyPrint's, which has no types


def split_first_line(
    text: str, style: Theirs, context: Theirs, max_width: Theirs, justification_spacing: Theirs, **more: bool
) -> Theirs:
    """As WeasyPrint's, but that a question of a document is answered once.

    A style stands for itself: equal elements share one. It is kept with the answer, lest another take its number.
    """
    if context is None or isinstance(style["font_family"], list):  # a drawing, whose styles are its texts' own
        return _own(text, style, context, max_width, justification_spacing, **more)
    recent = context.__dict__.get("_lines")
    if recent is None:
        recent = context.__dict__["_lines"] = Recent()
    key = (text, id(style), max_width, justification_spacing, *more.items())
    kept = recent.get(key)
    if kept is None:
        kept = style, *_own(text, style, context, max_width, justification_spacing, **more)
        recent.keep(key, kept)
    _, layout, *rest = kept
    copied = Layout.__new__(Layout)
    copied.__dict__.update(layout.__dict__)  # whoever draws it changes it
    return copied, *rest


_own = line_break.split_first_line
