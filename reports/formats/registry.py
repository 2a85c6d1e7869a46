"""Writers: a document to the bytes of a file; WRITERS maps extensions to writers, loaded when needed."""

from collections.abc import Callable
from importlib import import_module

from document.values import ReportDocument

Writer = Callable[[ReportDocument], bytes]
# Pages need a paper (digits, orientation, letterhead), text and JSON don't.
ON_PAPER = {".html": "paper.html", ".pdf": "paper.report_pdf"}
WRITERS = {".txt": "document.writers.text", ".json": "document.writers.json", **ON_PAPER}


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


__all__ = ["WRITERS", "Writer", "writer_for"]
