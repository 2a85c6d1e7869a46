"""A document laid out page by page: what WeasyPrint does in one go, in steps between which a page may be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import DEFAULT_OPTIONS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.document import DocumentMetadata, get_html_metadata
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import initialize_page_maker
from weasyprint.layout.background import layout_backgrounds, layout_box_backgrounds
from weasyprint.layout.page import make_all_pages, make_margin_boxes
from weasyprint.pdf import VARIANTS

from paper.batches.rows import Rows

PageBox = Any  # WeasyPrint's, which has no types
_PSEUDO = ("::before", "::after")


class Pagination:
    """WeasyPrint's Document._render and layout_document, without what no paper has: fixed boxes, and content that
    names pages. Where a document has such, `is_settled` becomes False, and its pages are not to be used.
    """

    def __init__(self, source: HTML, *, variant: str, **options: Any) -> None:  # noqa: ANN401 - WeasyPrint's options
        font_config = options.pop("font_config")
        _, properties = VARIANTS[variant]
        counter_style = CounterStyle()
        self._source, self._fonts, self._intent = source, font_config, properties["output_intent"]
        options = {**DEFAULT_OPTIONS, **properties, **options}
        self._context = Document._build_layout_context(source, font_config, counter_style, {}, options)
        self._root = build_formatting_structure(
            source.etree_element,
            self._context.style_for,
            self._context.get_image_from_uri,
            source.base_url,
            self._context.target_collector,
            counter_style,
            self._context.footnotes,
        )
        self._labelled: dict[str, set[object]] = {}
        self.is_settled = True

    def pages(self) -> Iterator[PageBox]:
        """The boxes of the pages as they are laid out, without those in the margins."""
        initialize_page_maker(self._context, self._root)
        number, rows = 0, Rows(self._context.style_for)
        for number, page in enumerate(make_all_pages(self._context, self._root, self._source, []), start=1):
            self._gather(page, number)
            rows.forget(self._root, self._context.page_maker[number][0])
            yield page
        for *_, state, remake in self._context.page_maker:
            state[1]["pages"] = [number]
            if remake["content_changed"] or remake["pages_wanted"]:
                self.is_settled = False

    def complete(self, page: PageBox, number: int) -> None:
        """Give a page what stands in its margins and behind its boxes; only when all pages are laid out."""
        root, footnotes, notes = page.children
        more = [box for box in (footnotes, notes) if box.children]
        page.children = (root, *more, *self._margins(page, number))
        layout_backgrounds(page, self._context.get_image_from_uri)

    def prepare(self, page: PageBox) -> None:
        """Make a page ready to be drawn without its margins."""
        page.children = page.children[:1]
        layout_backgrounds(page, self._context.get_image_from_uri)

    def margins(self, page: PageBox, number: int) -> list[PageBox]:
        """What stands in the margins of a page that was drawn without; only when all pages are laid out."""
        margins = list(self._margins(page, number))
        for box in margins:
            layout_box_backgrounds(page, box, self._context.get_image_from_uri)
        return margins

    def document(self, pages: list[Any]) -> Document:
        """The document, of pages as its Page is one; nothing more can be laid out after it."""
        metadata = DocumentMetadata(**get_html_metadata(self._source))
        made = Document(pages, metadata, self._source.url_fetcher, self._fonts, {}, self._intent)
        made._html = self._source
        vars(self._context).clear()  # it knows itself, and would stay while the collector rests
        return made

    def _margins(self, page: PageBox, number: int) -> Iterator[PageBox]:
        self._context.current_page = number
        yield from make_margin_boxes(self._context, page, self._context.page_maker[number][3])

    def _gather(self, page: PageBox, number: int) -> None:
        """Leave the bookmark of an element with its first box alone, and keep the strings that a page sets."""
        for box in page.descendants():
            if box.bookmark_label:
                place = next((end for end in _PSEUDO if box.element_tag.endswith(end)), "")
                labelled = self._labelled.setdefault(place, set())
                if box.element in labelled:
                    box.bookmark_label = ""
                else:
                    labelled.add(box.element)
            if box.missing_link:
                self.is_settled = False
            if box.string_set and box.string_set != "none":
                for name, text in box.string_set:
                    self._context.string_set[name][number].append(text)
        if page.fixed_boxes:
            self.is_settled = False
