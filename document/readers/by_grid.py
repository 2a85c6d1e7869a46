"""From a grid to a report: by the facts beside the words while these are as a portal wrote them, else by words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from document.doubts import Doubt
from document.embedded import unwrapped, words_digest
from document.grid import Grid
from document.readers.reading import Reading, finish
from document.understanding import understand
from document.understanding.photographs import photographs
from ita.catalogue import Catalogue


def read(
    grid: Grid, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0, doubts: Iterable[Doubt] = ()
) -> Reading:
    """The report in a grid; as document.understanding says. Another agency's name than the facts' goes by words too."""
    found = unwrapped(grid.facts) if grid.facts else None
    if found is not None and found.words == words_digest(grid) and agency in ("", found.document.agency):
        return replace(finish(found.document, doubts, catalogue=catalogue), pictures=photographs(grid))
    if found is not None:
        doubts = [*doubts, Doubt("written-on", "ไฟล์", "ข้อความถูกแก้หลังออกจากระบบ จึงอ่านตามข้อความในไฟล์")]
    reading = understand(grid, agency=agency, catalogue=catalogue, doubts=doubts, year=year)
    return replace(reading, pictures=photographs(grid))
