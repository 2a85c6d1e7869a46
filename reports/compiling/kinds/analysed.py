"""What a plan should answer of the scores from which it was drawn, and doesn't."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.changed import sha256_of
from document import ReportDocument
from document.doubts import Doubt
from ita.rules import plain
from measures.models import Plan
from scores.services import results as years


def doubts(plan: Plan, document: ReportDocument) -> Iterator[Doubt]:
    """Yields a doubt where items below the pass mark have no measure in the document, and one where the announced level
    can't be that of the scores. The same number of queries however many items there are.
    """
    results = years.of_year(plan.agency, plan.assessed_year)
    pass_mark = results.rules.pass_mark
    answered = {code for each in document.measures for code in (each.code, *each.more_codes) if code}
    low = [line.key for line in results.scored_items if line.score is not None and line.score < pass_mark]
    open_items = [code for code in low if code not in answered]
    place = f"ผลคะแนนปี {plan.assessed_year}"
    if open_items:
        said = f"ข้อที่ต่ำกว่าเกณฑ์ผ่าน {plain(pass_mark)} และแผนไม่มีมาตรการ {len(open_items)} ข้อ {' '.join(open_items)} "
        yield Doubt(f"weak::{sha256_of(open_items)[:16]}", place, f"{said}โปรดเพิ่มมาตรการ หรือยืนยันว่าไม่ต้องมี")
    if results.misfit:
        yield Doubt(f"level::{sha256_of(results.misfit)[:16]}", place, results.misfit)
