"""A document inside a file of words: the exact facts beside what people read and may change.

The file says too what its words were when it was written (a digest). Whoever reads it takes the facts only where the
words are still those; a file that somebody went on writing in is read by its words.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from document.canonical import to_data
from document.checking import from_json
from document.errors import ReportError
from document.grid import Grid, Kind, Paragraph, Table
from document.values import ReportDocument

NAMESPACE = "urn:ita-portal:report"
FACTS = "customXml/item1.xml"  # the part of a Word file
WEB_FACTS = "ita-portal-report"  # the id of the element of a web page
_LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Embedded:
    """The document of a file, and the digest of its words when it was written."""

    document: ReportDocument
    words: str


def words_digest(grid: Grid) -> str:
    """SHA-256 of all words of a grid's body, white space aside."""
    digest = hashlib.sha256()
    for block in grid.blocks:
        if isinstance(block, Paragraph) and block.kind is Kind.BODY:
            digest.update(_bare(block.words))
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    digest.update(_bare(cell.text))
    return digest.hexdigest()


def wrapped(document: ReportDocument, words: str) -> str:
    """JSON in ASCII without `<`, `>` and `&`, which may stand in any XML or HTML."""
    data = json.dumps({"words": words, "report": to_data(document)}, separators=(",", ":"), allow_nan=False)
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def unwrapped(text: str) -> Embedded | None:
    """What `wrapped` made; None for anything else."""
    if len(text) > _LARGEST:
        return None
    try:
        found = json.loads(text)
        document = from_json(found["report"])
        words = found["words"]
    except (ValueError, KeyError, TypeError, RecursionError, ReportError):
        return None
    return Embedded(document, words) if isinstance(words, str) else None


def _bare(text: str) -> bytes:
    return "".join(text.split()).encode(errors="surrogatepass") + b"\n"
