"""How a document of a kind is laid out: the columns of its table, and the lists that stand before and after it.

The first column is always the measure with its steps, the last who answers for it; the two between them differ. A
document that has other columns than its kind's is laid out as a result report, as all were before there were kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from document.values import COLUMNS, Detail, MarkedText, Measure, ReportDocument

_WHO = COLUMNS[3]


class Part(StrEnum):
    """What of a measure stands in a column of its own."""

    ACTIONS = "actions"
    OUTCOMES = "outcomes"
    PERIOD = "period"
    MONITORING = "monitoring"
    STANDING = "standing"


@dataclass(frozen=True)
class ListOf:
    """A list of the document, or of its analysis, with its heading."""

    name: str
    heading: str
    of_analysis: bool = False

    def items(self, document: ReportDocument) -> tuple[MarkedText, ...]:
        """What stands in it."""
        found: tuple[MarkedText, ...] = getattr(document.analysis if self.of_analysis else document, self.name)
        return found


@dataclass(frozen=True)
class Layout:
    """`short` are the heads of the columns between, where there is little room: in a spreadsheet."""

    kind: str
    called: str  # in a sentence
    columns: tuple[str, str, str, str]
    between: tuple[Part, Part]
    short: tuple[str, str]
    before: tuple[ListOf, ...] = ()
    after: tuple[ListOf, ...] = ()

    def details(self, measure: Measure) -> list[Detail]:
        """The details of a measure that no column of the layout holds."""
        return [each for each in measure.details if each.kind not in [part.value for part in self.between]]


def words_of(measure: Measure, part: Part) -> list[tuple[str, str]]:
    """(mark, words) of each paragraph that stands in the part's column."""
    return [pair for pair in _words(measure, part) if pair[1]]


def _words(measure: Measure, part: Part) -> Iterator[tuple[str, str]]:
    if part is Part.ACTIONS:
        yield from ((each.marker, each.printed) for each in measure.actions)
    elif part is Part.OUTCOMES:
        yield from ((each.marker, each.text) for each in measure.outcomes)
    elif part is Part.STANDING:
        yield "", measure.standing
    else:
        yield from (("", each.text) for each in measure.details if each.kind == part.value)


ANALYSIS = (
    ListOf("defects", "ข้อบกพร่องที่ต้องแก้ไขโดยทันที", of_analysis=True),
    ListOf("developments", "ประเด็นที่ต้องพัฒนา", of_analysis=True),
    ListOf("ways", "แนวทางการดำเนินการ", of_analysis=True),
)
PROBLEMS = ListOf("problems", "ปัญหา/อุปสรรค")
SUGGESTIONS = ListOf("suggestions", "ข้อเสนอแนะ")
RESULT = Layout(
    "result",
    "รายงาน",
    COLUMNS,
    (Part.ACTIONS, Part.OUTCOMES),
    ("สรุปผลการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ"),
    after=(PROBLEMS, SUGGESTIONS),
)
PLAN = Layout(
    "plan",
    "แผนมาตรการ",
    ("มาตรการและขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลา", "การติดตามผลการดำเนินการ", _WHO),
    (Part.PERIOD, Part.MONITORING),
    ("ระยะเวลา", "การติดตาม"),
    before=ANALYSIS,
)
PROGRESS = Layout(
    "progress",
    "รายงานความก้าวหน้า",
    ("มาตรการหรือกิจกรรม", "การดำเนินการในรอบ 6 เดือนแรก", "สถานะ", _WHO),
    (Part.ACTIONS, Part.STANDING),
    ("การดำเนินการ", "สถานะ"),
    after=(PROBLEMS,),
)
LAYOUTS = {each.kind: each for each in (RESULT, PLAN, PROGRESS)}
# The columns before those of a kind, as a workbook and a plain list of measures have them.
IN_A_WORKBOOK = ("ลำดับ", "รหัสข้อ", "มาตรการหรือกิจกรรม")
IN_A_LIST = ("ลำดับ", "หน่วยงาน", "ปีงบประมาณ", "ปีที่ประเมิน", "รหัส", "ข้อคำถาม", "มาตรการหรือกิจกรรม")


def layout_of(document: ReportDocument) -> Layout:
    """The layout of its kind, where the document has those columns; else that of a result report."""
    found = LAYOUTS.get(document.kind, RESULT)
    return found if document.columns == found.columns else RESULT


def layout_of_heads(heads: Sequence[str]) -> Layout | None:
    """The layout whose table has these heads, white space aside, as one of our writers has them; None for others."""
    bare = _bare(heads)
    return next((each for each in LAYOUTS.values() if bare in _written(each)), None)


@cache
def _written(layout: Layout) -> tuple[tuple[str, ...], ...]:
    """The heads of a kind's table in each kind of file that we write."""
    sheets = ((*before, *layout.short, _WHO) for before in (IN_A_WORKBOOK, IN_A_LIST))
    return tuple(map(_bare, (layout.columns, *sheets)))


def _bare(heads: Sequence[str]) -> tuple[str, ...]:
    return tuple("".join(each.split()) for each in heads)
