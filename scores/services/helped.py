"""What the scores did after a plan: each measure with what came of it and its item's score before and after.

What changed is said, never by what: many things move a score. Where two years can't be compared, it says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects

from accounts.models import Agency
from ita.codes import tool_of
from measures.models import Indicator, Measure, Plan
from scores.models import ScoreSheet
from scores.services.matching import NOTHING, Unmoved, codes_of, matched, meant_instead, unmoved
from scores.services.results import Year, year_of


@dataclass(frozen=True)
class Compared:
    """An item of the assessed year with the score that it has after the plan; `why_not` where both can't be told."""

    code: str
    before: Decimal | None = None
    code_after: str = ""
    after: Decimal | None = None
    why_not: str = ""

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def words(self) -> str:
        """What became of the score, in Thai; the reason where nothing can be said."""
        if self.before is None or self.after is None:
            return self.why_not
        if self.before == self.after:
            return f"คะแนนเท่าเดิม {self.after:.2f}"
        way = "เพิ่มขึ้น" if self.after > self.before else "ลดลง"
        return f"คะแนนเปลี่ยนจาก {self.before:.2f} เป็น {self.after:.2f} {way} {abs(self.after - self.before):.2f}"


@dataclass(frozen=True)
class Row:
    """A measure of the plan with what became of its items."""

    measure: Measure
    compared: Sequence[Compared]


@dataclass(frozen=True)
class Helped:
    """A plan's measures between the scores from which it was drawn and those of its own year."""

    plan: Plan
    before: Year
    after: Year
    pairs: Mapping[str, str]  # of the later year, with the earlier
    measures: Sequence[Measure]
    unmoved: Unmoved = NOTHING  # numbers by an earlier list that are right

    @cached_property
    def rows(self) -> list[Row]:
        """The measures in the order of the instrument."""
        return [Row(measure, list(self._compared(measure))) for measure in self.measures]

    @cached_property
    def _later(self) -> dict[str, list[str]]:
        """The codes of the later year by those of the earlier: an item may have become two."""
        found: dict[str, list[str]] = {}
        for now, was in self.pairs.items():
            found.setdefault(was, []).append(now)
        return found

    def _compared(self, measure: Measure) -> Iterator[Compared]:
        codes: list[str] = []
        if not measure.code:
            yield Compared("", why_not="มาตรการนี้ไม่มีรหัสข้อ จึงไม่มีคะแนนให้เทียบ")
        elif not (codes := codes_of(measure, self.unmoved)):
            said = f"รหัสข้อของมาตรการนี้มาจากรายการปี {measure.code_of_year} โปรดตรวจรหัสที่หน้ามาตรการก่อน จึงจะเทียบได้"
            yield Compared(measure.code, why_not=said)
        instead = meant_instead(measure, self.before.outline, self.after.outline)
        for code in codes:
            if code == measure.code and instead:
                yield Compared(code, why_not=self._why_doubtful(code, instead))
                continue
            later = self._later.get(code, []) if code in self.before.outline.by_code else []
            if not later:
                yield Compared(code, self.before.scores.get(code), why_not=self._why_unmatched(code))
            yield from (self._of_pair(code, each) for each in later)

    def _why_doubtful(self, code: str, instead: Sequence[Indicator]) -> str:
        """A number beside which another item's words stand may be a slip: the scores of neither are told."""
        names = " หรือ".join(f"ข้อ {item.code} ปี {item.year}" for item in instead)
        own = f"ข้อ {code} ปี {self.before.outline.year}"
        return f"ถ้อยคำของมาตรการเป็นของ{names} ไม่ใช่{own} โปรดตรวจรหัสที่หน้ามาตรการก่อน จึงจะเทียบได้"

    def _of_pair(self, code: str, later: str) -> Compared:
        before, after = self.before.scores.get(code), self.after.scores.get(later)
        lacking = [
            f"ปี {year.outline.year}" for year, score in ((self.before, before), (self.after, after)) if score is None
        ]
        return Compared(code, before, later, after, f"ยังไม่มีคะแนนของข้อนี้ใน{'และ'.join(lacking)}" if lacking else "")

    def _why_unmatched(self, code: str) -> str:
        was, now, tool = self.before.outline, self.after.outline, tool_of(code)
        gaps = [str(each.year) for each in (was, now) if tool in each.guessed]
        if gaps:
            return f"ยังไม่มีรายการข้อคำถาม {tool} ปี {' และ '.join(gaps)} จึงเทียบไม่ได้"
        if code not in was.by_code:
            return f"รายการข้อคำถามปี {was.year} ไม่มีข้อ {code} จึงเทียบไม่ได้"
        return f"ยังไม่ยืนยันว่าข้อใดของปี {now.year} คือข้อ {code} ของปี {was.year} จึงเทียบไม่ได้"

    @property
    def has_later_scores(self) -> bool:
        return bool(self.after.scores) or self.after.total is not None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many items rose, stayed, fell, and can't be compared."""
        changes = [each.change for row in self.rows for each in row.compared]
        return [
            ("คะแนนเพิ่มขึ้น", sum(each is not None and each > 0 for each in changes)),
            ("เท่าเดิม", sum(each == 0 for each in changes)),
            ("ลดลง", sum(each is not None and each < 0 for each in changes)),
            ("เทียบไม่ได้", sum(each is None for each in changes)),
        ]


def of_plan(agency: Agency, plan: Plan) -> Helped:
    """What became of the scores after a plan; the number of queries hangs on the years between, not on measures."""
    years = (plan.assessed_year, plan.year)
    sheets = {sheet.year: sheet for sheet in ScoreSheet.objects.filter(agency=agency, year__in=years)}
    prefetch_related_objects(list(sheets.values()), "scores")
    before, after = (year_of(agency, year, sheets) for year in years)
    measures = list(Measure.objects.kept().filter(plan=plan).in_full("outcomes").by_code())
    pairs = matched(agency, after.outline, before.outline)
    return Helped(plan, before, after, pairs, measures, unmoved(plan, before.outline, measures))
