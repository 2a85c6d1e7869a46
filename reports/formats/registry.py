"""The formats that a report is read from and written to: each loads its module when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from document.readers.reading import Reading
from document.values import ReportDocument

Reader = Callable[..., Reading]
Writer = Callable[[ReportDocument], bytes]
READERS = {".txt": "document.readers.text", ".json": "document.readers.json", ".pdf": "reports.formats.pdf_reader"}
# Pages need a paper (digits, orientation, letterhead), text and JSON don't.
ON_PAPER = {".html": "paper.html", ".pdf": "paper.report_pdf"}
WRITERS = {".txt": "document.writers.text", ".json": "document.writers.json", **ON_PAPER}
LARGEST = 25 * 1024 * 1024  # bytes of any file that some reader takes; text and JSON stop earlier


def reader_for(extension: str) -> Reader | None:
    """The `read(data, *, agency="", catalogue=None)` for an extension with its dot, or None."""
    module = READERS.get(extension.lower())
    return None if module is None else import_module(module).read


def writer_for(extension: str, paper: object = None) -> Writer | None:
    """The writer for an extension with its dot, or None; pages come on the paper.paper.Paper given or a plain one."""
    module = WRITERS.get(extension.lower())
    if module is None:
        return None

    def write(document: ReportDocument) -> bytes:
        # Django's templates and WeasyPrint are loaded only for those who want pages.
        written = import_module(module).write(document, *_paper(module, paper))
        return written.encode() if isinstance(written, str) else bytes(written)

    return write


def _paper(module: str, paper: object) -> tuple[object, ...]:
    return (paper or import_module("paper.paper").Paper(),) if module in ON_PAPER.values() else ()
