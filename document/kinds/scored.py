"""What a result report says of scores: of each item that a measure is of, the figure before it and the one after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from document.values import ReportDocument

HEADING = "ภาคผนวก คะแนนก่อนและหลังดำเนินมาตรการ"
SAID = "คะแนนเปลี่ยนได้จากหลายเรื่อง ภาคผนวกนี้บอกว่าคะแนนเปลี่ยนไปเท่าใด ไม่ได้บอกว่าเปลี่ยนเพราะมาตรการ"


@dataclass(frozen=True, slots=True)
class ScorePair:
    """The score of an item in the assessed year, and in the year of the measures under the number that it has there.

    `measure` counts from 1; the figures are written with two places, as they were announced (schema 4).
    """

    measure: int
    code: str
    before: str
    code_after: str
    after: str

    @property
    def change(self) -> str:
        """How much lies between both, in Thai; never why."""
        before, after = Decimal(self.before), Decimal(self.after)
        if before == after:
            return "เท่าเดิม"
        return f"{'เพิ่มขึ้น' if after > before else 'ลดลง'} {abs(after - before):.2f}"

    def printed(self, document: ReportDocument) -> str:
        """The line by which a list of words says it."""
        measure = document.measures[self.measure - 1]
        before = f"ปี {document.assessed_year} ข้อ {self.code} {self.before}"
        after = f"ปี {document.measures_year} ข้อ {self.code_after} {self.after}"
        return f"มาตรการที่ {self.measure} {measure.called} คะแนน{before} คะแนน{after} {self.change}"


def left_out(pairs: Sequence[ScorePair], measures: int) -> str:
    """The sentence on measures of which nothing is said; empty where there are none."""
    silent = measures - len({each.measure for each in pairs})
    return f"อีก {silent} มาตรการไม่มีคะแนนสองปีที่เทียบกันได้ จึงไม่แสดง" if silent else ""


def lines(document: ReportDocument) -> list[str]:
    """What stands under the heading where there is no table; nothing where the document has no pairs."""
    if not document.scores:
        return []
    last = left_out(document.scores, len(document.measures))
    return [SAID, *(each.printed(document) for each in document.scores), *filter(None, [last])]
