"""Lines of text that were drawn before: what is shown of them is the same, wherever they stand."""

from __future__ import annotations

from typing import Any

from weasyprint.draw import text

from paper.drawing.recent import Recent

Theirs = Any  # WeasyPrint's, which has no types


class Fonts(dict[Any, Any]):
    """The fonts of a document, as WeasyPrint keeps them; and the lines that were shown in them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = Recent()


def draw_text(
    stream: Theirs, box: Theirs, offset_x: float, text_overflow: str = "clip", block_ellipsis: Theirs = "none"
) -> None:
    """Draw a line, or a part of one, as WeasyPrint does; what it shows is looked up where it can be.

    A style stands for itself, as in paper.drawing.lines.
    """
    style, layout = box.style, box.pango_layout
    is_plain = style["text_decoration_line"] == "none" and style["visibility"] == "visible"
    if not is_plain or text_overflow != "clip" or block_ellipsis != "none" or not isinstance(stream._fonts, Fonts):
        _own(stream, box, offset_x, text_overflow, block_ellipsis)
        return
    key = layout.text, box.text, layout.justification_spacing, id(style)
    kept = stream._fonts.lines.get(key)
    if kept is None:
        stream.keeps_under = key, style
        _own(stream, box, offset_x, text_overflow, block_ellipsis)
        return
    stream.set_color(style["color"])
    stream.begin_text()
    stream.show_again(kept, box.position_x, box.position_y + box.baseline)
    stream.end_text()


_own = text.draw_text
