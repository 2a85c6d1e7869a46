"""What a reader hands back, and the last steps that all readers share."""

from collections.abc import Iterable
from dataclasses import dataclass

from document.doubts import Doubt, code_mistake, find
from document.errors import Problem, ReportError
from document.readers.encoding import Decoded
from document.values import ReportDocument
from ita.catalogue import Catalogue, load_csv


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and beside it what a person should look at; the document itself never holds the warnings.

    `proof` says in Thai what signatures prove of it, where the file can carry any and nothing is wrong with them.
    """

    document: ReportDocument
    warnings: tuple[Doubt, ...]
    proof: str = ""


def encoding_doubts(decoded: Decoded) -> list[Doubt]:
    """Says that the encoding was guessed, where nothing in the file declares it."""
    if not decoded.guessed:
        return []
    return [Doubt("encoding", "แฟ้ม", f"อ่านเป็น {decoded.guessed} โปรดดูว่าตัวอักษรถูกต้อง")]


def finish(
    document: ReportDocument,
    warnings: Iterable[Doubt],
    places: Iterable[str],
    *,
    catalogue: Catalogue | None = None,
    typed: bool = False,
) -> Reading:
    """Check codes against the catalogue (the program's own by default) and add the doubts of the whole document.

    A code that no list of a known year holds is a doubt in what a portal wrote, for rows may be older than their
    year's list; in a file that a person `typed` it is a mistake: ReportError with its place, which `places` name.
    """
    known = load_csv() if catalogue is None else catalogue
    mistakes = [
        Problem(place, mistake)
        for place, measure in zip(places, document.measures, strict=True)
        if typed and (mistake := code_mistake(document, measure, known))
    ]
    if mistakes:
        raise ReportError(mistakes)
    return Reading(document, (*warnings, *find(document, known)))
