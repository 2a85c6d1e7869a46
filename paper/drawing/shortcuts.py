"""Functions of WeasyPrint that are asked for the same thing on every line or page, with what they answered kept.

Each gives what WeasyPrint's own gives: tests/paper/test_shortcuts.py holds them against each other.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from weasyprint import draw
from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import float as float_layout
from weasyprint.layout import page as page_layout
from weasyprint.layout import percent
from weasyprint.pdf import pydyf
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from paper.drawing import lines, styles, text

ffi.cdef("PangoLayout *pango_layout_copy(PangoLayout *);")
# All that a layout depends on before it has a text; one with lines under or over it, or in a drawing, WeasyPrint begins
# by itself.
_OF_LAYOUT = (
    "direction",
    "lang",
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_language_override",
    "font_variation_settings",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
_MOST_KEPT = 200
_SIDES = ("top", "right", "bottom", "left")
_SPACES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES)
_LENGTHS = ("width", "height", "max_width", "max_height", *_SPACES)
_LEAST = ("min_width", "min_height")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
Layout = line_break.Layout
Theirs = Any  # WeasyPrint's, which has no types


def _setup(layout: Theirs, style: Theirs) -> None:
    """Begin a layout as a copy of the first in the same style, of which each line wants two or three."""
    is_of_drawing = isinstance(style["font_family"], list)  # SVG's styles are made anew for each of its texts
    if is_of_drawing or style["text_decoration_line"] != "none":
        _own_setup(layout, style)
        return
    kept = style.font_config.__dict__.setdefault("_first_layouts", {})
    key = tuple(style[name] for name in _OF_LAYOUT)
    if (first := kept.get(key)) is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        first = kept[key] = Layout.__new__(Layout)
        _own_setup(first, style)
        del first.style  # the next report's is another
    layout.__dict__.update(first.__dict__)
    layout.style = style
    layout.layout = ffi.gc(pango.pango_layout_copy(first.layout), gobject.g_object_unref)


def _resolve_one_percentage(box: Theirs, name: str, refer_to: float) -> None:
    """Give a box the length that its style says: nearly always `auto` or pixels."""
    value = box.style[name]
    if type(value) is Dimension and value.unit == "px":
        setattr(box, name, value.value)
    else:
        _own_resolve(box, name, refer_to)


def _resolve_percentages(box: Theirs, containing_block: Theirs) -> None:
    """Give a box all its lengths, from what is kept with its style where they don't depend on what contains the box."""
    style = box.style
    kept = style.__dict__.get("_lengths")
    if kept is None:
        kept = style.__dict__["_lengths"] = _lengths(style)
    if kept:
        box.__dict__.update(kept)
    else:
        _own_percentages(box, containing_block)


def _lengths(style: Theirs) -> dict[str, Theirs]:
    """The lengths that a style alone decides on; nothing where one is a share of another, or may be set later on."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return {}
    if style.parent_style is None or {"flex", "grid"} & set(style.parent_style["display"]):
        return {}
    values = {name: style[name] for name in (*_LENGTHS, *_LEAST)}
    if not all(value == "auto" or (type(value) is Dimension and value.unit == "px") for value in values.values()):
        return {}
    lengths = {name: "auto" if value == "auto" else value.value for name, value in values.items()}
    lengths |= {name: 0 for name in _LEAST if lengths[name] == "auto"}
    return lengths | {name: style[name] for name in _BORDERS}


def _set_page_styles(page_type: Theirs, html: Theirs, style_for: Theirs) -> None:
    """Compute the styles of a page: those of an earlier one of its kind, where no rule counts pages.

    What earlier pages declared isn't looked through again.
    """
    kind, computed = page_type._replace(index=page_type.index == 0, groups=()), style_for.get_computed_styles()
    kinds = computed[html.etree_element, None].__dict__.setdefault("_kinds", {})  # what a page inherits from
    if kind in kinds and not _counts_pages(style_for):
        computed.update({(page_type, part): style for part, style in kinds[kind].items()})
        return
    declared = style_for.get_cascaded_styles()
    declared.clear()
    _own_page_styles(page_type, html, style_for)
    parts = {part for element, part in declared if element == page_type}
    kinds[kind] = {part: computed[page_type, part] for part in (None, *sorted(parts - {None}))}


def _counts_pages(style_for: Theirs) -> bool:
    rules = (rule for sheet, _, _ in style_for._sheets for rule in sheet.page_rules)
    return any(place.index is not None for _, selectors, _ in rules for _, _, place in selectors)


def _strut(style: Theirs) -> tuple[float, float]:
    """The height of a line and its base line, kept with the style."""
    kept: tuple[float, float] | None = style.__dict__.get("_strut")
    if kept is None:
        kept = style.__dict__["_strut"] = _own_strut(style)
    return kept


def _avoid_collisions(
    context: Theirs, box: Theirs, containing_block: Theirs, outer: bool = True
) -> tuple[float, float, float]:
    """Where a box finds room beside floating ones; a line where nothing floats has all of what it stands in."""
    is_plain = type(box) is boxes.LineBox and not outer and containing_block.style["direction"] == "ltr"
    if not is_plain or box.is_floated() or context.excluded_shapes:
        free: tuple[float, float, float] = _own_collisions(context, box, containing_block, outer)
        return free
    left = containing_block.content_box_x()
    right = left + containing_block.width - box.margin_right
    left += box.margin_left
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _page_references(pdf: Theirs) -> tuple[bytes, ...]:
    """The references of all pages, made when the first element of a page asks for its own."""
    numbers = pdf.pages["Kids"][::3]
    kept: tuple[bytes, ...] = pdf.__dict__.get("_references", ())
    if len(kept) != len(numbers):
        kept = pdf.__dict__["_references"] = tuple(b"%d 0 R" % number for number in numbers)
    return kept


_own_setup = Layout.setup
_own_resolve = percent.resolve_one_percentage
_own_percentages = percent.resolve_percentages
_own_strut = line_break.strut
_own_lines = line_break.split_first_line
_own_text = draw.draw_text
_own_collisions = float_layout.avoid_collisions
_own_page_styles = page_layout.set_page_type_computed_styles
_own_page_references = pydyf.PDF.page_references


def _everywhere(name: str, own: Theirs, shorter: Theirs) -> list[tuple[ModuleType, str, Theirs, Theirs]]:
    """WeasyPrint's modules that have taken a function of another by its name."""
    modules = [each for key, each in sorted(sys.modules.items()) if key.startswith("weasyprint.")]
    return [(each, name, own, shorter) for each in modules if vars(each).get(name) is own]


REPLACED = (
    *styles.REPLACED,
    (Layout, "setup", _own_setup, _setup),
    (percent, "resolve_one_percentage", _own_resolve, _resolve_one_percentage),
    *_everywhere("resolve_percentages", _own_percentages, _resolve_percentages),
    *_everywhere("split_first_line", _own_lines, lines.split_first_line),
    *_everywhere("draw_text", _own_text, text.draw_text),
    *_everywhere("strut", _own_strut, _strut),
    *_everywhere("avoid_collisions", _own_collisions, _avoid_collisions),
    (page_layout, "set_page_type_computed_styles", _own_page_styles, _set_page_styles),
    (pydyf.PDF, "page_references", _own_page_references, property(_page_references)),
)
"""Where WeasyPrint looks each of them up, by what name, its own and what takes its place."""


def install() -> None:
    """Have WeasyPrint take the short ways; a WeasyPrint without one of its functions fails at this module's import."""
    for place, name, _, shorter in REPLACED:
        setattr(place, name, shorter)
