"""The values that a report is made of: frozen, hashable, without any tie to models, files or pages.

Text is kept as it was written. Fields of running text (title, opening, texts of steps, actions, outcomes, problems and
suggestions, and dates within them) may hold line breaks; all others are one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from document.evidence import EvidenceItem
from document.kinds.analysis import NO_ANALYSIS, Analysis
from document.kinds.scored import ScorePair
from thai.dates import phrase

# Schemas 2, 3 and 4 have places for what the one before has none; a document that needs none of them stays of the
# lowest schema, so that its bytes and its digest stay what they were.
SCHEMA, WITH_DETAILS, WITH_ANALYSIS, NEWEST_SCHEMA = 1, 2, 3, 4

# The four columns of the form "result"; they are compared without white space.
COLUMNS = (
    "มาตรการหรือกิจกรรมที่ดำเนินการ เพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "สรุปผลการดำเนินการ ตามมาตรการหรือกิจกรรม",
    "ผลลัพธ์หรือความสำเร็จ ของการดำเนินการ",
    "ผู้รับผิดชอบ",
)

Capacity = Literal["own", "acting", "delegated"]
# The words between a stand-in's own post and the office that they stand in for.
CAPACITY_WORDS: dict[Capacity, str] = {"own": "", "acting": "รักษาราชการแทน", "delegated": "ปฏิบัติราชการแทน"}


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One item of a list with the mark that stood before it: "1.", "-" or nothing."""

    marker: str
    text: str


# The last six are of the memo's head.
DetailKind = Literal[
    "indicator",
    "period",
    "target",
    "budget",
    "monitoring",
    "problem",
    "suggestion",
    "evidence",
    "note",
    "from",
    "number",
    "date",
    "subject",
    "to",
    "endorsement",
]


# What a kind is called where the writer gave no label.
DETAIL_LABELS: dict[DetailKind, str] = {
    "indicator": "ตัวชี้วัด",
    "period": "ระยะเวลา",
    "target": "เป้าหมาย",
    "budget": "งบประมาณ",
    "monitoring": "การติดตาม",
    "problem": "ปัญหา/อุปสรรค",
    "suggestion": "ข้อเสนอแนะ",
    "evidence": "หลักฐาน",
    "note": "หมายเหตุ",
    "from": "ส่วนราชการ",
    "number": "ที่",
    "date": "วันที่",
    "subject": "เรื่อง",
    "to": "เรียน",
    "endorsement": "ความเห็น",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """Words for which the form has no place of its own, under the label that the writer gave them (schema 2).

    Of a measure: the indicator it belongs to, period as written, target (KPI), budget, monitoring, problems,
    suggestions, evidence, notes. Of a document: the head of the memo that covers it, and endorsements.
    """

    kind: DetailKind
    label: str
    text: str

    @property
    def shown_label(self) -> str:
        """The writer's label, else what the kind is called."""
        return self.label or DETAIL_LABELS[self.kind]

    @property
    def printed(self) -> str:
        """The line that stands under a measure's steps."""
        return f"{self.shown_label} : {self.text}"


@dataclass(frozen=True, slots=True)
class Reference:
    """An item that a step points to, in the list of one fiscal year (Buddhist era)."""

    code: str
    as_written: str
    year: int


@dataclass(frozen=True, slots=True)
class ActionDate:
    """A day (start == end), a range, or a start without an end; `as_written` is empty when the words don't hold it."""

    start: date
    end: date | None
    open_ended: bool
    as_written: str


@dataclass(frozen=True, slots=True)
class Action:
    """What was done, in the officer's words; the dates in them were recognised into fields beside the words."""

    marker: str
    text: str
    dates: tuple[ActionDate, ...] = ()

    @property
    def unwritten_dates(self) -> tuple[ActionDate, ...]:
        """The dates that are printed after the words because the words don't hold them."""
        return tuple(each for each in self.dates if not each.as_written or each.as_written not in self.text)

    @property
    def printed(self) -> str:
        """The words, and after them the dates that they don't hold."""
        added = (phrase(each.start, each.end, each.open_ended) for each in self.unwritten_dates)
        return " ".join([self.text, *added]).strip()


@dataclass(frozen=True, slots=True)
class Officer:
    """A responsible officer; `as_written` keeps the words that name, position and unit were split out of."""

    name: str
    position: str
    unit: str
    as_written: str

    @property
    def printed(self) -> str:
        """The words that stand in the table."""
        return self.as_written or self._plain

    @property
    def is_plain(self) -> bool:
        """Whether the words are name, position and unit in a row, so that each may have a line of its own."""
        return " ".join(self.printed.split()) == self._plain

    @property
    def _plain(self) -> str:
        return " ".join(part for part in (self.name, self.position, self.unit) if part)


NO_CODE = "ไม่มีรหัสข้อ"
_CALLED = 40  # letters of a question by which a measure without a code is known


def called(code: str, more_codes: Sequence[str], question: str) -> str:
    """The codes of a measure; where it has none, the beginning of its question, and that it has none."""
    if code:
        return " ".join((code, *more_codes))
    line = " ".join(question.split())
    short = line if len(line) <= _CALLED else f"{line[:_CALLED]}…"
    return f"“{short}” ({NO_CODE})"


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table; `heading` are the words as printed, `code` and `question` what was read out of them.

    In schema 2 `code` is empty where the measure is of an indicator or of none, `tool` too where none is named;
    `more_codes` are the other items that a heading names beside the first (E13 และ E14). In schema 3 `standing` are
    the words of a progress report on how far the measure is.
    """

    code: str
    code_as_written: str
    tool: str
    question: str
    heading: str
    steps: tuple[MarkedText, ...] = ()
    references: tuple[Reference, ...] = ()
    actions: tuple[Action, ...] = ()
    outcomes: tuple[MarkedText, ...] = ()
    officers: tuple[Officer, ...] = ()
    more_codes: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    standing: str = ""

    @property
    def called(self) -> str:
        """What a list or a sentence calls the measure: its codes, or that it has none with the words it begins with."""
        return called(self.code, self.more_codes, self.question)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who compiled the report; the sample form has no position, so it may be empty."""

    name: str
    unit: str
    position: str = ""

    def is_named(self, name: str, post: str) -> bool:
        """Whether whoever is printed so is the reporter: a namesake has another post, where the report knows one."""
        return name == self.name and (not self.position or post == self.position)


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves; a stand-in signs with their own post, the capacity and the office that they stand in for."""

    name: str
    post: str
    capacity: Capacity = "own"
    acting_for: str = ""

    @property
    def printed_post(self) -> str:
        """Post, capacity and office in the order in which official letters print them."""
        return " ".join(part for part in (self.post, CAPACITY_WORDS[self.capacity], self.acting_for) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """A whole report. The three years stay apart: assessed, of the measures, and that of `reported_on`."""

    schema: int = SCHEMA
    kind: str
    agency: str
    title: str
    assessed_year: int
    measures_year: int
    opening: str
    columns: tuple[str, ...] = COLUMNS
    measures: tuple[Measure, ...]
    problems: tuple[MarkedText, ...]
    suggestions: tuple[MarkedText, ...]
    reporter: Reporter
    reported_on: date | None
    reported_on_as_written: str
    approver: Approver | None = None
    # Schema 1 keeps the place of the list, which is empty in it.
    evidence: tuple[EvidenceItem, ...] = ()
    cover: tuple[Detail, ...] = ()
    analysis: Analysis = NO_ANALYSIS
    scores: tuple[ScorePair, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError where the schema would lose something."""
        lowest = schema_of(self.measures, self.cover, self.agency, self.evidence, self.analysis, self.scores)
        if self.schema < lowest:
            raise ValueError(f"this document needs schema {lowest}")

    def without_evidence(self) -> "ReportDocument":
        """The report's words alone, as what is brought in from a file: evidence and scores are what the portal holds
        beside them, and lie in no file of a report.
        """
        if not self.evidence and not self.scores:
            return self
        schema = schema_of(self.measures, self.cover, self.agency, analysis=self.analysis)
        return replace(self, evidence=(), scores=(), schema=schema)

    def evidence_of(self, measure: int) -> tuple[EvidenceItem, ...]:
        """The evidence of a measure, which is counted from 1."""
        return tuple(each for each in self.evidence if each.measure == measure)


def schema_of(
    measures: tuple[Measure, ...],
    cover: tuple[Detail, ...],
    agency: str,
    evidence: tuple[EvidenceItem, ...] = (),
    analysis: Analysis = NO_ANALYSIS,
    scores: tuple[ScorePair, ...] = (),
) -> int:
    """The lowest schema that holds these."""
    if scores:
        return NEWEST_SCHEMA
    if analysis != NO_ANALYSIS or any(each.standing for each in measures):
        return WITH_ANALYSIS
    is_plain = all(each.code and not each.more_codes and not each.details for each in measures)
    return SCHEMA if agency and not cover and not evidence and is_plain else WITH_DETAILS
