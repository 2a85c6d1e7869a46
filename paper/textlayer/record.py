"""What was written, carried inside a PDF from the one that draws it to the one that puts its text layer right.

Page by page the text of each marked-content sequence, by its number (MCID), as private data in the place that PDF has
for such (PieceInfo). It is taken out with the correction, so that no finished file holds it.
"""

import json
import unicodedata
from collections.abc import Sequence

import pikepdf

PLACE = "/PieceInfo"


def piece_info(pages: Sequence[Sequence[str]]) -> str:
    """The entry of the catalog under PLACE, in PDF's syntax."""
    return f"<</ItaPortal <</Private <{json.dumps(pages).encode().hex()}>>>>>"


def take(document: pikepdf.Pdf) -> list[list[str]]:
    """The texts by page and number, removed from the document; for one that carries none, an empty list."""
    if PLACE not in document.Root:
        return []
    private = bytes(document.Root[PLACE].ItaPortal.Private)
    del document.Root[PLACE]
    return [[visible(text) for text in page] for page in json.loads(private)]


def visible(text: str) -> str:
    """Without the characters that only steer the layout, such as a zero-width space that allows a break."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")
