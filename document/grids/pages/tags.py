"""The paragraphs that a tagged PDF names: Word, LibreOffice and browsers write which words are one paragraph."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

# Parts within a paragraph.
_WITHIN = frozenset(
    {"Span", "Quote", "Link", "Reference", "Annot", "Em", "Strong", "Code", "NonStruct", "Lbl", "LBody"},
)
_MOST = 100_000  # elements of a page that are looked at
_DEEPEST = 64


def blocks(page: pypdfium2.PdfPage) -> dict[int, int]:
    """The paragraph (a number from 1) of each stretch of marked content by its number.

    Empty for an untagged page, and for one whose tags know no table: some programs tag each line as a paragraph.
    """
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        marked = list(_marked(tree))
    finally:
        raw.FPDF_StructTree_Close(tree)
    return {mark: block for mark, block, _ in marked} if any(in_table for *_, in_table in marked) else {}


def block_of(text: pypdfium2.PdfTextPage, number: int, known: dict[int, int]) -> int:
    """The paragraph in which a letter stands; 0 where none is named."""
    holder = raw.FPDFText_GetTextObject(text, number) if known else None
    return known.get(raw.FPDFPageObj_GetMarkedContentID(holder), 0) if holder else 0


def _marked(tree: raw.FPDF_STRUCTTREE) -> Iterator[tuple[int, int, bool]]:
    """Each stretch with its paragraph, and whether that stands in a cell of a table."""
    waiting = [(_child(tree, each), 0, 0, False) for each in range(raw.FPDF_StructTree_CountChildren(tree))]
    looked_at = 0
    while waiting and looked_at < _MOST:
        element, above, depth, in_table = waiting.pop()
        if not element or depth > _DEEPEST:
            continue
        looked_at += 1
        kind = _kind(element)
        in_table = in_table or kind in ("TD", "TH")
        block = above if above and kind in _WITHIN else looked_at
        for each in range(raw.FPDF_StructElement_CountChildren(element)):
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, each)
            if mark >= 0:
                yield mark, block, in_table
            else:
                waiting.append((raw.FPDF_StructElement_GetChildAtIndex(element, each), block, depth + 1, in_table))


def _child(tree: raw.FPDF_STRUCTTREE, number: int) -> raw.FPDF_STRUCTELEMENT:
    return raw.FPDF_StructTree_GetChildAtIndex(tree, number)


def _kind(element: raw.FPDF_STRUCTELEMENT) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: min(length, 64)].decode("utf-16-le", "ignore").strip("\0")
