"""The right side of the page: each measure with its fields, what was recognised in them, and what is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField

from document.correcting import MEASURE_PARTS, head_parts
from document.values import Measure
from reports.forms.import_draft import DraftForm, name_of
from reports.importing.sight import HEAD, SeenDoubt, SeenMeasure, Sight
from reports.views.importing.file_side import FileSide
from thai.dates import phrase

A_PAGE = 40  # measures
_LONGEST_HEAD = 90


@dataclass(frozen=True, slots=True)
class Box:
    """A measure on the page, or what stands around the measures."""

    key: str
    title: str
    fields: dict[str, BoundField]
    base: BoundField
    doubts: int
    is_open: bool
    is_changed: bool
    place: str = ""
    seen: SeenMeasure | None = None
    days: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    joins: bool = False


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt with where it leads on both sides, and what it proposes."""

    mark: str
    place: str
    message: str
    left: str
    right: str
    labels: tuple[str, ...]
    may_stand: bool


@dataclass(frozen=True, slots=True)
class DoubtGroup:
    """The doubts of one measure, or of what stands around."""

    title: str
    lines: tuple[DoubtLine, ...]
    is_open: bool = False

    @property
    def marks(self) -> str:
        """The doubts of the group that may stand, as one button sends them."""
        return ",".join(line.mark for line in self.lines if line.may_stand)


def boxes_of(sight: Sight, form: DraftForm, measures: Sequence[SeenMeasure], side: FileSide) -> list[Box]:
    """What the page shows of measures; those with a doubt or a mistake are open."""
    counts = Counter(each.key for each in sight.doubts)
    return [_box(sight, form, seen, counts[seen.key], side) for seen in measures]


def head_box(sight: Sight, form: DraftForm) -> Box:
    """What stands around the measures."""
    doubts = sum(not each.key for each in sight.doubts)
    fields = {part: form[name_of(HEAD, part)] for part in (head_parts(sight.read) if sight.read else ())}
    is_wrong = any(field.errors for field in fields.values())
    changed = bool(sight.draft.corrections.get(HEAD))
    is_open = bool(doubts) or is_wrong
    return Box(HEAD, "ชื่อรายงาน ปี และส่วนท้าย", fields, form[name_of(HEAD, "base")], doubts, is_open, changed)


def _box(sight: Sight, form: DraftForm, seen: SeenMeasure, doubts: int, side: FileSide) -> Box:
    fields = {part: form[name_of(seen.key, part)] for part in MEASURE_PARTS}
    is_wrong = any(field.errors for field in fields.values())
    code = seen.measure.code or "ไม่มีรหัสข้อ"
    question = seen.measure.question or seen.measure.heading
    row = seen.row.rows[0] if seen.row else None
    return Box(
        seen.key,
        f"{seen.number}. {code} {question[:_LONGEST_HEAD]}",
        fields,
        form[name_of(seen.key, "base")],
        doubts,
        is_open=bool(doubts) or is_wrong,
        is_changed=bool(seen.changed),
        place=f"r{row[0]}-{row[1]}" if row and side.blocks else "",
        seen=seen,
        days=_days(seen.measure),
        people=_people(seen.measure),
        joins=bool(seen.row and seen.row.part > 1),
    )


def _days(measure: Measure) -> tuple[str, ...]:
    """The dates of each action as they were recognised."""
    return tuple(
        f"การดำเนินการที่ {number}: {' และ '.join(phrase(day.start, day.end, day.open_ended) for day in action.dates)}"
        for number, action in enumerate(measure.actions, start=1)
        if action.dates
    )


def _people(measure: Measure) -> tuple[str, ...]:
    """How the words of each officer were parted."""
    named = (("ชื่อ", "name"), ("ตำแหน่ง", "position"), ("หน่วยงาน", "unit"))
    return tuple(
        " ".join(f"{label} {getattr(each, part)}" for label, part in named if getattr(each, part))
        for each in measure.officers
    )


def groups_of(sight: Sight, side: FileSide) -> list[DoubtGroup]:
    """The open doubts: of the whole first, then measure by measure; the first group is open."""
    by_key: dict[str, list[SeenDoubt]] = {}
    for each in sight.doubts:
        by_key.setdefault(each.key, []).append(each)
    order = ["", *(seen.key for seen in sight.measures)]
    groups = [(key, by_key[key]) for key in order if key in by_key]
    return [
        DoubtGroup(_title(sight, key), tuple(_line(sight, each, side) for each in doubts), is_open=number == 0)
        for number, (key, doubts) in enumerate(groups)
    ]


def _title(sight: Sight, key: str) -> str:
    if not key:
        return f"{sight.of_what or 'รายงาน'}ทั้งฉบับ"
    seen = sight.by_key[key]
    return f"มาตรการที่ {seen.number} {seen.measure.code} {seen.measure.question[:_LONGEST_HEAD]}"


def _line(sight: Sight, each: SeenDoubt, side: FileSide) -> DoubtLine:
    seen = sight.by_key.get(each.key)
    left = side.name_at(each.doubt.place)
    if not left and seen is not None and seen.row is not None and side.blocks:
        left = f"r{seen.row.rows[0][0]}-{seen.row.rows[0][1]}"
    right = f"id_{name_of(each.key or HEAD, each.part)}" if each.part else f"m{each.key}" if each.key else ""
    labels = tuple(proposal.label for proposal in each.doubt.proposals)
    return DoubtLine(each.mark, each.doubt.place, each.doubt.message, left, right, labels, each.doubt.may_stand)
