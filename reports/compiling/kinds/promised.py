"""What a year's signed plan promised and its result report doesn't answer for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from document import Measure as Printed
from document import ReportDocument
from document.doubts import Doubt
from document.doubts.wording import letters
from files.store import Altered
from measures.models import Plan
from reports.compiling.kept.contents import Contents
from reports.models import Edition, Round
from reports.models.kinds import Kind

_SIGNED = (Edition.State.SIGNED, Edition.State.PUBLISHED)
_MESSAGE = "แผนมาตรการที่ลงนามแล้วมีมาตรการนี้ แต่รายงานไม่มีผลของมาตรการนี้ โปรดเพิ่มผลการดำเนินการ หรือบอกเหตุผลในปัญหา/อุปสรรค"


def of(plan: Plan) -> tuple[Printed, ...]:
    """The measures of the plan's document that was signed last; none before one was. One query.

    A damaged one promises nothing here: its own pages say that it is damaged.
    """
    rounds = Round.objects.filter(edition__report__plan=plan, edition__report__kind=Kind.PLAN)
    signed = rounds.filter(edition__state__in=_SIGNED).order_by("-edition__number", "-number").first()
    try:
        return signed.read().measures if signed else ()
    except Altered:
        return ()


def kept(plan: Plan, held: Contents | None) -> tuple[Printed, ...]:
    """The same, read once for as long as the plan's contents are kept."""
    if held is None:
        return of(plan)
    if not held.promised:
        held.promised.append(of(plan))
    return held.promised[0]


def unanswered(promised: Sequence[Printed], document: ReportDocument) -> Iterator[Doubt]:
    """Yields a doubt for each measure of the plan of which the document has neither the code nor the question."""
    codes = {code for each in document.measures for code in (each.code, *each.more_codes) if code}
    questions = {letters(each.question) for each in document.measures}
    for each in promised:
        if each.code not in codes and letters(each.question) not in questions:
            key = sha256(f"{each.code} {each.question}".encode()).hexdigest()[:16]
            yield Doubt(f"unanswered::{key}", f"มาตรการ {each.called}", _MESSAGE)
