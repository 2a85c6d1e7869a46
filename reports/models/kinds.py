"""The three documents of a year, which go one road: what differs between them stands here, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models

from document.kinds.layouts import LAYOUTS, Layout
from thai.fiscal import BUDDHIST_ERA


class Kind(models.TextChoices):
    """The kinds of report: data of the form, not code paths."""

    RESULT = "result", "รายงานผลการดำเนินการ"
    PLAN = "plan", "แผนมาตรการ"
    PROGRESS = "progress", "รายงานความก้าวหน้า"

    @property
    def declared(self) -> Declared:
        """What is declared of it."""
        return DECLARED[self]

    @property
    def called(self) -> str:
        """What sentences call such a document."""
        return self.declared.layout.called


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What differs by kind.

    `slug` is its part of addresses, `heading` stands above its measures where the public reads it, `table` says what
    their columns hold. The lists of its layout are what its form asks for; none is empty when it is submitted. Of the
    measures it `tells` the parts that are named, of what was done only what began by `until` (month and day of the
    fiscal year's second year), and it isn't submitted while a measure lacks what it `wants`. One that `is_final`
    waits until each measure is taken, holds them so from then on, and answers for all that the plan promised; of a
    past year that was brought in as on paper there is no other. One that `analyses` the scores answers for each item
    that is below the pass mark. One that has a day of the year by which it is `due` (month and day, and how many
    years before the fiscal year's second) is asked for by then, where the document was submitted that it comes
    `after`; the final one has the day that the office set.
    """

    slug: str
    title: str
    opening: str
    heading: str
    table: str
    lists_title: str
    lists_act: str
    tells: frozenset[str]
    until: tuple[int, int] | None = None
    wants: frozenset[str] = frozenset()
    is_final: bool = False
    analyses: bool = False
    due: tuple[int, int, int] | None = None
    after: str | None = None
    layout: Layout

    @property
    def tells_all(self) -> bool:
        """Whether it prints the measures with all that is known of them."""
        return self.is_final

    def words_of_opening(self, assessed_year: int, year: int) -> str:
        """How the document begins, where nobody has typed another beginning."""
        return self.opening.format(assessed_year=assessed_year, year=year, year_before=year - 1)

    def last_day(self, year: int) -> date | None:
        """The last day of a fiscal year (Buddhist era) of which it tells; None for the whole year."""
        return date(year - BUDDHIST_ERA, *self.until) if self.until else None

    def due_on(self, year: int) -> date | None:
        """The day by which that of a fiscal year (Buddhist era) is to be submitted; None where the year has none."""
        if self.due is None:
            return None
        month, day, before = self.due
        return date(year - BUDDHIST_ERA - before, month, day)


ACTIONS, OUTCOMES, EVIDENCE, STANDINGS, PERIODS = "actions", "outcomes", "evidence", "standings", "periods"
SCORES = "scores"  # before and after, where its coordinator wants them
_ITA = (
    "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    "(Integrity and Transparency Assessment) หรือ ITA ปีงบประมาณ {assessed_year}"
)
_MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
_AIM = "การดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"

DECLARED = {
    Kind.RESULT: Declared(
        slug="report",
        title=f"รายงานผล{_AIM}",
        opening=f"ตามที่ได้วิเคราะห์ผลคะแนน{_ITA} และจัดทำ{_MEASURES} เพื่อยกระดับค่าคะแนนให้ดีขึ้น ในปีงบประมาณ {{year}} "
        "โดยมีผลการดำเนินการ ดังนี้",
        heading="ผลการดำเนินการ",
        table="มาตรการ ผลการดำเนินการ ผลลัพธ์ และผู้รับผิดชอบ",
        lists_title="ปัญหา/อุปสรรค และข้อเสนอแนะ",
        lists_act="ไปพิมพ์ปัญหาและข้อเสนอแนะ",
        tells=frozenset({ACTIONS, OUTCOMES, EVIDENCE, SCORES}),
        wants=frozenset({ACTIONS, OUTCOMES}),
        is_final=True,
        layout=LAYOUTS["result"],
    ),
    Kind.PLAN: Declared(
        slug="plan",
        title=_MEASURES,
        opening=f"ตามผล{_ITA} หน่วยงานได้วิเคราะห์ผลการประเมิน และจัดทำ{_MEASURES} เพื่อดำเนินการในปีงบประมาณ {{year}} ดังนี้",
        heading="แผนการดำเนินการ",
        table="มาตรการ ระยะเวลา การติดตามผล และผู้รับผิดชอบ",
        lists_title="ผลการวิเคราะห์คะแนน",
        lists_act="ไปพิมพ์ผลการวิเคราะห์",
        tells=frozenset({PERIODS}),
        wants=frozenset({PERIODS}),
        analyses=True,
        due=(9, 30, 1),
        layout=LAYOUTS["plan"],
    ),
    Kind.PROGRESS: Declared(
        slug="progress-report",
        title=f"รายงานความก้าวหน้า รอบ 6 เดือน {_AIM}",
        opening=f"ตามที่ได้จัดทำ{_MEASURES} ปีงบประมาณ {{year}} จากการวิเคราะห์ผลคะแนน{_ITA} หน่วยงานขอรายงานความก้าวหน้า"
        "ในรอบ 6 เดือนแรก ตั้งแต่วันที่ 1 ตุลาคม {year_before} ถึงวันที่ 31 มีนาคม {year} ดังนี้",
        heading="ความก้าวหน้า",
        table="มาตรการ การดำเนินการ สถานะ และผู้รับผิดชอบ",
        lists_title="ปัญหา/อุปสรรค",
        lists_act="ไปพิมพ์ปัญหาและอุปสรรค",
        tells=frozenset({ACTIONS, STANDINGS}),
        until=(3, 31),
        due=(4, 30, 0),
        after="plan",
        layout=LAYOUTS["progress"],
    ),
}
# In the order of the year.
OF_A_YEAR = (Kind.PLAN, Kind.PROGRESS, Kind.RESULT)
