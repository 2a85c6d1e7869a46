"""What a reader hands back, and the last steps that all readers share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from document.doubts import Doubt, find
from document.evidence import HEADING
from document.grid import Picture
from document.kinds.scored import HEADING as SCORES
from document.readers.encoding import Decoded
from document.values import ReportDocument
from ita.catalogue import Catalogue, load_csv


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and beside it what a person should look at; the document itself never holds the warnings.

    `proof` says in Thai what signatures prove of it, where the file can carry any and nothing is wrong with them.
    `by_words` tells that the document was understood out of what people wrote, not taken from facts of a portal.
    `pictures` are the photographs of the file, with captions and places: they may serve as evidence.
    """

    document: ReportDocument
    warnings: tuple[Doubt, ...]
    proof: str = ""
    by_words: bool = False
    pictures: tuple[Picture, ...] = field(default=(), repr=False)


def encoding_doubts(decoded: Decoded) -> list[Doubt]:
    """Says that the encoding was guessed, where nothing in the file declares it."""
    return [Doubt("encoding", "แฟ้ม", decoded.doubt)] if decoded.doubt else []


def finish(document: ReportDocument, warnings: Iterable[Doubt], *, catalogue: Catalogue | None = None) -> Reading:
    """Adds the doubts of the whole document, by the catalogue that is given or the program's own."""
    known = load_csv() if catalogue is None else catalogue
    return Reading(document, (*warnings, *_left_behind(document), *find(document, known)))


def _left_behind(document: ReportDocument) -> list[Doubt]:
    """Says what a report tells beside its words, and what isn't taken with them: its evidence, and its scores."""
    found = []
    if count := len(document.evidence):
        message = f"รายงานนี้อ้างถึงหลักฐาน {count} รายการ ซึ่งไม่ได้อยู่ในแฟ้มของรายงาน เมื่อนำเข้าแล้วโปรดแนบหลักฐานอีกครั้งที่แต่ละมาตรการ"
        found.append(Doubt("evidence", HEADING, message))
    if count := len(document.scores):
        message = f"รายงานนี้มีคะแนนก่อนและหลังของ {count} ข้อ ซึ่งไม่นำเข้ากับรายงาน โปรดบันทึกผลคะแนนของทั้งสองปี แล้วเลือกภาคผนวก"
        found.append(Doubt("scores", SCORES, message))
    return found
