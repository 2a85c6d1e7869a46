"""Text files of reports, as agencies send them: see tests/document/data/report-2566.txt for the original."""

from document.grids.text import grid
from document.readers.encoding import decode
from document.readers.reading import Reading, encoding_doubts
from document.understanding import understand
from ita.catalogue import Catalogue


def read(data: bytes, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0) -> Reading:
    """Read a text file (UTF-8, UTF-16 or TIS-620, at most encoding.LIMIT bytes); as document.understanding says."""
    decoded = decode(data)
    return understand(
        grid(decoded.text), agency=agency, catalogue=catalogue, doubts=encoding_doubts(decoded), year=year
    )
