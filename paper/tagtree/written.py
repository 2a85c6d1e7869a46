"""The tags of a document written into its PDF, by the place of WeasyPrint's own function."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from weasyprint import pdf as weasyprint_pdf
from weasyprint.pdf import pydyf

from paper.tagtree import content
from paper.tagtree.fragments import of_page
from paper.tagtree.joined import Element, Text, Tree

# WeasyPrint counts in CSS pixels from the top, PDF in points from the foot.
POINTS = 0.75
Theirs = Any  # WeasyPrint's and pydyf's, which have no types


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object of the PDF as it stands there."""

    data: bytes = b""


def add_tags(pdf: Theirs, document: Theirs, version: Theirs, streams: Sequence[Theirs]) -> None:
    """Add the structure of a document: one element for each of its HTML, in its order.

    The text of running heads, of page numbers and of a table's head on its later pages becomes artifacts, which
    nobody is read aloud. Pages that were drawn elsewhere bring their `tags` with them. Takes time in proportion to
    the pages.
    """
    _own_tags(pdf, SimpleNamespace(pages=[]), version, [])
    tree = Tree()
    marked = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tags = page.tags if hasattr(page, "tags") else of_page(page._page_box, stream._tags)
        numbers = tree.add(number, tags)
        drawn = content.renumbered(b"\n".join(map(pydyf._to_bytes, stream.stream)), numbers)
        stream.stream = [drawn]
        if (
            not stream.compress
        ):  # it isn't to be packed when all is written; all pages at once would take much till then
            stream.stream, stream.extra["Filter"] = [zlib.compress(drawn)], "/FlateDecode"
        marked.append(len(numbers))
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    (top,) = root["K"]
    _Writing(pdf, marked).write(root, _object(pdf, top), tree.top)


def _object(pdf: Theirs, reference: bytes) -> Theirs:
    return pdf.objects[int(reference.split()[0])]


class _Writing:
    """Writes elements and remembers them by the numbers of their texts; `marked` is how many texts a page has."""

    def __init__(self, pdf: Theirs, marked: Sequence[int]) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self._by_number = [[b""] * count for count in marked]
        self._annotations: list[bytes] = []
        self._names: list[tuple[str, bytes]] = []

    def write(self, root: Theirs, top: Theirs, element: Element) -> None:
        """Write all elements below the top, and what leads to them from the pages and by name."""
        kids, page = self._kids(element, top.reference)
        top["K"] = pydyf.Array([kids[1:-1]])
        if page is not None:
            top["Pg"] = self._pages[page]
        parents = [b"%d [%b]" % (page, b" ".join(each)) for page, each in enumerate(self._by_number)]
        parents += [b"%d %b" % (number, each) for number, each in enumerate(self._annotations, len(self._by_number))]
        _object(self._pdf, root["ParentTree"])["Nums"] = pydyf.Array(parents)
        if self._names:
            names = _Written()
            self._pdf.add_object(names)
            names.data = b"<</Names [%b]>>" % b" ".join(b"(%b) %b" % (name.encode(), to) for name, to in self._names)
            root["IDTree"] = names.reference

    def _element(self, element: Element, parent: bytes) -> bytes:
        """Write an element with all below it; gives its reference."""
        written = _Written()
        self._pdf.add_object(written)
        reference: bytes = written.reference
        kids, page = self._kids(element, reference)
        parts = [b"/Type/StructElem/S%b/P %b/K %b" % (element.kind.encode(), parent, kids)]
        if page is not None:
            parts.append(b"/Pg %b" % self._pages[page])
        if element.name:
            self._names.append((element.name, reference))
            parts.append(b"/ID(%b)" % element.name.encode())
        parts += (b"/%b %b" % (name.encode(), pydyf._to_bytes(value)) for name, value in self._said(element, page))
        written.data = b"<<%b>>" % b"".join(parts)
        return reference

    def _kids(self, element: Element, reference: bytes) -> tuple[bytes, int | None]:
        """What stands in an element's `K`, and the page on which its first text does."""
        page = next((kid.page for kid in element.kids if isinstance(kid, Text)), None)
        return b"[%b]" % b" ".join([self._kid(kid, reference, page) for kid in element.kids]), page

    def _kid(self, kid: Theirs, parent: bytes, page: int | None) -> bytes:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, Text):
            self._by_number[kid.page][kid.number] = parent
            if kid.page == page:
                return b"%d" % kid.number
            return b"<</Type/MCR/Pg %b/MCID %d>>" % (self._pages[kid.page], kid.number)
        kid.annotation["StructParent"] = len(self._by_number) + len(self._annotations)
        self._annotations.append(parent)
        return b"<</Type/OBJR/Obj %b/Pg %b>>" % (kid.annotation.reference, self._pages[kid.page])

    def _said(self, element: Element, page: int | None) -> Iterator[tuple[str, Theirs]]:
        """What WeasyPrint says of an element, or leaves out: scopes of head cells, where figures stand in points."""
        said = element.said or {}
        if element.kind == "/TH":
            yield "A", pydyf.Dictionary({**said["A"], "Scope": "/Column"})  # the form has no headings of rows
        elif element.kind == "/TD":
            heads = {"Headers": pydyf.Array(map(pydyf.String, element.heads))} if element.heads else {}
            yield "A", pydyf.Dictionary({**said["A"], **heads})
        elif element.kind == "/Figure" and page is not None:
            yield "A", pydyf.Dictionary({**said["A"], "BBox": self._box(said["A"]["BBox"], page)})
        if "Alt" in said:
            yield "Alt", said["Alt"]

    def _box(self, box: Sequence[float], page: int) -> Theirs:
        left, top, right, foot = (number * POINTS for number in box)
        *_, height = _object(self._pdf, self._pages[page])["MediaBox"]
        return pydyf.Array([round(number, 2) for number in (left, height - foot, right, height - top)])


_own_tags = weasyprint_pdf.add_tags


def install() -> None:
    """Have WeasyPrint take these tags in place of its own."""
    weasyprint_pdf.add_tags = add_tags
