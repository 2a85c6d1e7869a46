"""The formats that a report is read from and written to: each loads its module when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from document.readers.reading import Reading
from document.values import ReportDocument
from paper.paper import Paper

Reader = Callable[..., Reading]
Writer = Callable[[ReportDocument], bytes]
LARGEST = 25 * 1024 * 1024  # bytes of any file that some reader takes; text and JSON stop earlier


@dataclass(frozen=True)
class Format:
    """A kind of file, and the modules that read and write it.

    Strangers' files are read to a `grid` by the module of document.grids that is named, in a process of its own; what
    has a `reader` instead is read by that module's `read(data, *, agency="", catalogue=None, year=0) -> Reading`. A
    writer `write(document) -> bytes | str`, or
    `write(document, paper)` where it is on paper (digits, orientation, letterhead). What `is_download` can be had of a
    draft in the browser; with a `link`, its words in Thai, it stands on the report's page, with a `public_link` on that
    of a published one.
    """

    extension: str
    media_type: str
    reader: str = ""
    grid: str = ""
    writer: str = ""
    is_on_paper: bool = False
    is_download: bool = False
    opens_in_browser: bool = False
    link: str = ""
    public_link: str = ""

    def write(self, document: ReportDocument, paper: Paper | None = None) -> bytes:
        """The file of a document; what is on paper comes on the one given or a plain one.

        Raises ReportError, and for a PDF press.NotMade.
        """
        # Each is loaded only for those who want it; a PDF is laid out beside this process.
        more = (paper or Paper(),) if self.is_on_paper else ()
        written = import_module(self.writer).write(document, *more)
        return written.encode() if isinstance(written, str) else bytes(written)


FORMATS = (
    Format(
        ".pdf",
        "application/pdf",
        reader="reports.formats.pdf_reader",
        writer="paper.press.draft",
        is_on_paper=True,
        is_download=True,
        opens_in_browser=True,
        link="เปิด PDF",
    ),
    Format(
        ".txt",
        "text/plain; charset=utf-8",
        reader="document.readers.text",
        writer="document.writers.text",
        is_download=True,
        link="ดาวน์โหลดข้อความ",
    ),
    Format(
        ".json",
        "application/json",
        reader="document.readers.json",
        writer="document.writers.json",
        is_download=True,
    ),
    Format(
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        grid="docx",
        writer="paper.word",
        is_on_paper=True,
        is_download=True,
        link="ดาวน์โหลด Word",
        public_link="Word",
    ),
    Format(
        ".html",
        "text/html; charset=utf-8",
        grid="html",
        writer="paper.sheet.web_page",
        is_on_paper=True,
        is_download=True,
        link="ดาวน์โหลดหน้าเว็บ",
        public_link="หน้าเว็บ",
    ),
    Format(".htm", "text/html; charset=utf-8", grid="html"),
    Format(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        grid="sheets",
        writer="document.writers.xlsx",
        is_download=True,
        link="ดาวน์โหลด Excel",
        public_link="Excel",
    ),
    Format(".xls", "application/vnd.ms-excel", grid="sheets"),
    Format(".ods", "application/vnd.oasis.opendocument.spreadsheet", grid="sheets"),
    Format(".csv", "text/csv; charset=utf-8", grid="csv"),
    Format(".doc", "application/msword", grid="office"),
    Format(".odt", "application/vnd.oasis.opendocument.text", grid="office"),
    Format(".rtf", "application/rtf", grid="office"),
)
READABLE = [each.extension for each in FORMATS if each.reader or each.grid]
WRITABLE = [each.extension for each in FORMATS if each.writer]
# As the help of commands says it.
READ, WRITTEN = " ".join(READABLE), " ".join(WRITABLE)


def format_of(extension: str) -> Format | None:
    """The format of an extension with its dot, in any case."""
    return next((each for each in FORMATS if each.extension == extension.lower()), None)


def reader_for(extension: str) -> Reader | None:
    """The function that reads files with this extension, or None."""
    found = format_of(extension)
    if found is None or not (found.reader or found.grid):
        return None
    if found.grid:
        reader: Reader = import_module("reports.formats.sandboxed").reader_of(found.grid)
    else:
        reader = import_module(found.reader).read
    return reader


def writer_for(extension: str, paper: Paper | None = None) -> Writer | None:
    """The function that writes files with this extension, or None; pages come on the paper given or a plain one."""
    found = format_of(extension)
    return (lambda document: found.write(document, paper)) if found and found.writer else None
