"""Styles of a document's elements, computed once for all elements that the same rules declare under the same parent.

WeasyPrint does that for elements, but gathers what is declared of each element and of five parts of it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import inf
from typing import Any

from weasyprint import CSS, css
from weasyprint.css import StyleFor

from paper.tagtree.mark import NUMBER

Theirs = Any  # WeasyPrint's, which has no types
# What a style sheet may say and still be the same for each document: nothing of fonts, counters or other sheets.
_PLAIN_RULES = re.compile(rb"@(?!page|top-|bottom-|left-|right-)")
_OWN_SHEETS = "paper:"
_KEPT = "is_kept"
_MOST = 8  # sets of sheets: a report has one to four
_MOST_STYLES = 2000


class Styles(dict[Any, Any]):
    """Styles by element and part, as WeasyPrint asks for them; those of elements lie together, and are shared.

    Of pages they are kept as WeasyPrint sets them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._of_elements: dict[Any, dict[str | None, Theirs]] = {}

    def share(self, element: Theirs, styles: dict[str | None, Theirs]) -> None:
        """Give an element, and each part of it that has a style, its own."""
        self._of_elements[element] = styles

    def forget(self, element: Theirs) -> None:
        """Let the styles of an element go, if it has any."""
        self._of_elements.pop(element, None)

    def get(self, key: tuple[Any, str | None], default: Theirs = None) -> Theirs:
        styles = self._of_elements.get(key[0])
        return super().get(key, default) if styles is None else styles.get(key[1], default)

    def __missing__(self, key: tuple[Any, str | None]) -> Theirs:
        return self._of_elements[key[0]][key[1]]


def _style_for(
    self: Theirs, html: Theirs, sheets: Theirs, hints: Theirs, font_config: Theirs, target_collector: Theirs
) -> None:
    """Compute the styles of all elements of a document; those of pages come later."""
    self._cascaded_styles, self._computed_styles = {}, Styles()
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    alone, kept = _declared_alone(self, html, hints), _kept_for(sheets, font_config)
    own: dict[Any, dict[str | None, Theirs]] = {}
    lasting = {id(None)}  # styles that stay after this document: what inherits from another must not
    more = {"root": html.etree_element, "base_url": html.base_url, "target_collector": target_collector}
    for wrapper in html.wrapper_element.iter_subtree():
        element, parent = wrapper.etree_element, wrapper.parent.etree_element if wrapper.parent else None
        matches = [(sheet, match) for sheet in sheets for match in sheet[0].matcher.match(wrapper)]
        rules = tuple((id(sheet[0]), *match[:3], id(match[3][0])) for sheet, match in matches)
        inherits = id(self._computed_styles[parent, None] if wrapper.parent else None)
        key, store = (inherits, alone.get(element), rules), kept if inherits in lasting else own
        styles = store.get(key)
        if styles is None:
            styles = _computed(self, element, parent, matches, more)
            if not any(style["anchor"] for style in styles.values()):
                store[key] = styles
        if store is kept and key in kept:
            lasting.add(id(styles[None]))
        self._computed_styles.share(element, styles)
    self._cascaded_styles.clear()


def _kept_for(sheets: Theirs, font_config: Theirs) -> dict[Any, dict[str | None, Theirs]]:
    """The styles of earlier documents in the same fonts, of which the house's sheets said the same."""
    if not all(hasattr(sheet, _KEPT) for sheet, origin, _ in sheets if origin == "author"):
        return {}
    every = font_config.__dict__.setdefault("_kept_styles", {})
    used = tuple(sheet for sheet, _, _ in sheets)
    if used not in every and len(every) >= _MOST:
        every.clear()
    kept: dict[Any, dict[str | None, Theirs]] = every.setdefault(used, {})
    if len(kept) >= _MOST_STYLES:
        kept.clear()
    return kept


def _declared_alone(self: Theirs, html: Theirs, hints: Theirs) -> dict[Theirs, Theirs]:
    """Declare what elements say of themselves; gives of each such element what it says."""
    alone = {}
    for specificity, element, declarations, base_url in css.find_style_attributes(
        html.etree_element, hints, html.base_url
    ):
        said = sorted((name, value) for name, value in element.attrib.items() if name != NUMBER)
        alone[element] = element.tag, tuple(said)
        for name, values, importance in css.preprocess_declarations(base_url, declarations):
            _declare(self, (element, None), name, values, (_weight("author", importance), inf, specificity))
    return alone


def _computed(
    self: Theirs, element: Theirs, parent: Theirs, matches: list[Theirs], more: dict[str, Theirs]
) -> dict[str | None, Theirs]:
    """The styles of an element and of its parts, by what the rules that match it declare."""
    for (sheet, origin, sheets_own), (specificity, _, part, (declarations, layer)) in matches:
        order = inf if layer is None else sheet.layers.index(layer)
        for name, values, importance in declarations:
            weight = (_weight(origin, importance), order, sheets_own or specificity)
            _declare(self, (element, part), name, values, weight)
    parts = [part for _, (_, _, part, _) in matches if part]
    self.set_computed_styles(element, parent=parent, **more)
    for part in dict.fromkeys(parts):
        self.set_computed_styles(element, pseudo_type=part, parent=element, **more)
    return {part: self._computed_styles.pop((element, part)) for part in (None, *dict.fromkeys(parts))}


def _declare(self: Theirs, key: Theirs, name: str, values: Theirs, weight: Theirs) -> None:
    declared = self._cascaded_styles.setdefault(key, {})
    if name not in declared or declared[name][1] <= weight:
        declared[name] = values, weight


_weight = css.declaration_precedence


def _find_stylesheets(wrapper: Theirs, media: str, url_fetcher: Theirs, *more: Theirs) -> Iterator[Theirs]:
    """The style sheets of a document; those of the house, where it has no others, are read once."""
    elements = [each.etree_element for each in wrapper.query_all("style", "link")]
    sheets = [_kept_sheet(each, media, url_fetcher) for each in elements]
    if None in sheets:
        yield from _own_find_stylesheets(wrapper, media, url_fetcher, *more)
    else:
        yield from sheets


def _kept_sheet(element: Theirs, media: str, url_fetcher: Theirs) -> Theirs:
    """The sheet that a link leads to; None where it can't be kept."""
    address = element.get("href", "")
    if set(element.keys()) - {NUMBER} != {"rel", "href"} or element.get("rel") != "stylesheet":
        return None
    if not address.startswith(_OWN_SHEETS):
        return None
    content = url_fetcher(address).read()
    return None if _PLAIN_RULES.search(content) else _read_once(content, media)


@lru_cache(maxsize=16)
def _read_once(content: bytes, media: str) -> Theirs:
    sheet = CSS(string=content.decode(), media_type=media)
    setattr(sheet, _KEPT, True)
    return sheet


_own_find_stylesheets = css.find_stylesheets
_own_style_for = StyleFor.__init__

REPLACED = (
    (StyleFor, "__init__", _own_style_for, _style_for),
    (css, "find_stylesheets", _own_find_stylesheets, _find_stylesheets),
)
"""As those of paper.drawing.shortcuts."""
