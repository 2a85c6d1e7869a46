"""The scores from which a plan was drawn, and what the plan should answer of them and doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.changed import sha256_of
from document import ReportDocument
from document.doubts import Doubt
from ita.rules import plain
from measures.models import Plan
from reports.compiling.kept.contents import Contents
from scores.services import results as years
from scores.services.results import Line


@dataclass(frozen=True)
class Analysed:
    """The items of the assessed year that have a score, and by what they are judged; `misfit` is why the announced
    level can't be that of the scores."""

    year: int
    pass_mark: Decimal
    target: Decimal
    lines: tuple[Line, ...]
    misfit: str


def of(plan: Plan) -> Analysed:
    """The scores as they are stored; the same number of queries however many there are."""
    found = years.of_year(plan.agency, plan.assessed_year)
    return Analysed(found.year, found.rules.pass_mark, found.target, tuple(found.scored_items), found.misfit)


def kept(plan: Plan, held: Contents | None) -> Analysed:
    """The same, read once for as long as the plan's contents are kept."""
    if held is None:
        return of(plan)
    if not held.analysed:
        held.analysed.append(of(plan))
    found: Analysed = held.analysed[0]
    return found


def doubts(scores: Analysed, document: ReportDocument) -> Iterator[Doubt]:
    """Yields a doubt where items below the pass mark have no measure in the document, one where measures are of no item
    that was scored, and one where the announced level can't be that of the scores.
    """
    answered = {code for each in document.measures for code in (each.code, *each.more_codes) if code}
    low = [line.key for line in scores.lines if line.score is not None and line.score < scores.pass_mark]
    open_items = [code for code in low if code not in answered]
    place = f"ผลคะแนนปี {scores.year}"
    if open_items:
        below = f"ข้อที่ต่ำกว่าเกณฑ์ผ่าน {plain(scores.pass_mark)}"
        said = f"{below} และแผนไม่มีมาตรการ {len(open_items)} ข้อ {' '.join(open_items)} โปรดเพิ่มมาตรการ หรือยืนยันว่าไม่ต้องมี"
        yield Doubt(f"weak::{sha256_of(open_items)[:16]}", place, said)
    if of_none := _of_no_scored_item(scores, document):
        said = f"แผนมีมาตรการ {len(of_none)} รายการ ที่ข้อไม่มีคะแนนในปี {scores.year} {', '.join(of_none)}"
        asked = "โปรดตรวจรหัสข้อหรือบันทึกคะแนนของข้อนั้น หรือยืนยันว่าไม่ต้องมาจากผลคะแนน"
        yield Doubt(f"unanalysed::{sha256_of(of_none)[:16]}", place, f"{said} {asked}")
    if scores.misfit:
        yield Doubt(f"level::{sha256_of(scores.misfit)[:16]}", place, scores.misfit)


def _of_no_scored_item(scores: Analysed, document: ReportDocument) -> list[str]:
    """What the measures are called whose items have no score, in the document's order. Nothing is said of a tool of
    which no item has one, and of measures without an item where no item of any has.
    """
    scored, tools = {line.key for line in scores.lines}, {line.tool for line in scores.lines}
    found = []
    for measure in document.measures:
        codes = {measure.code, *measure.more_codes} - {""}
        if tools and not codes & scored and (not codes or measure.tool in tools):
            found.append(measure.called)
    return found
