"""Word files of reports: by the facts that a portal put beside the words while these are as they were, else by words."""

from __future__ import annotations

from document.doubts import Doubt
from document.embedded import unwrapped, words_digest
from document.grids import docx as docx_grid
from document.readers.reading import Reading, finish
from document.understanding import understand
from ita.catalogue import Catalogue


def read(data: bytes, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0) -> Reading:
    """Read a .docx; as document.understanding says."""
    grid = docx_grid.read(data)
    found = unwrapped(docx_grid.facts(data))
    if found is not None and found.words == words_digest(grid) and agency in ("", found.document.agency):
        return finish(found.document, (), catalogue=catalogue)
    doubts = [] if found is None else [Doubt("written-on", "ไฟล์", "ข้อความถูกแก้หลังออกจากระบบ จึงอ่านตามข้อความในไฟล์")]
    return understand(grid, agency=agency, catalogue=catalogue, doubts=doubts, year=year)
