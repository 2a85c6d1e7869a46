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
    """Yields a doubt where items below the pass mark have no measure in the document, and one where the announced level
    can't be that of the scores.
    """
    answered = {code for each in document.measures for code in (each.code, *each.more_codes) if code}
    low = [line.key for line in scores.lines if line.score is not None and line.score < scores.pass_mark]
    open_items = [code for code in low if code not in answered]
    place = f"ผลคะแนนปี {scores.year}"
    if open_items:
        below = f"ข้อที่ต่ำกว่าเกณฑ์ผ่าน {plain(scores.pass_mark)}"
        said = f"{below} และแผนไม่มีมาตรการ {len(open_items)} ข้อ {' '.join(open_items)} โปรดเพิ่มมาตรการ หรือยืนยันว่าไม่ต้องมี"
        yield Doubt(f"weak::{sha256_of(open_items)[:16]}", place, said)
    if scores.misfit:
        yield Doubt(f"level::{sha256_of(scores.misfit)[:16]}", place, scores.misfit)
