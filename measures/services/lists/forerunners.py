"""Which item of an earlier year each item continues: proposed by likeness of text, confirmed by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum
from heapq import nlargest

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require_operator
from accounts.models import User
from accounts.services import operator
from audit import chain
from audit.facts import JSON
from document.doubts.wording import LONGEST_QUESTION, letters
from measures.models import Indicator, Kind
from measures.services.catalogue import SUBJECT

MOST = 3  # proposals of one item
NEAR, SOMEWHAT = 0.85, 0.6  # shares of the letters that agree in order


class Likeness(Enum):
    """How like two items are, the likest first, in the words that the page says."""

    SAME = "ถ้อยคำตรงกัน"
    NEAR = "ถ้อยคำใกล้เคียงกันมาก"
    SOMEWHAT = "ถ้อยคำคล้ายกันบางส่วน โปรดอ่านเทียบ"
    CODE = "รหัสข้อเดียวกัน แต่ถ้อยคำต่างกัน"
    CODE_ALONE = "รหัสข้อเดียวกัน ไม่มีถ้อยคำให้เทียบ"
    UNLIKE = "รหัสข้อและถ้อยคำต่างกัน"
    UNLIKE_CODES = "รหัสข้อต่างกัน ไม่มีถ้อยคำให้เทียบ"


_UNLIKE = frozenset({Likeness.UNLIKE, Likeness.UNLIKE_CODES})  # proposed to nobody; said of what was chosen


@dataclass(frozen=True)
class Proposal:
    """An earlier item that this one may continue."""

    item: Indicator
    likeness: Likeness


@dataclass(frozen=True)
class Line:
    """An item with what is proposed for it, the likest first; what a person confirmed is on the item."""

    item: Indicator
    proposals: Sequence[Proposal]

    @property
    def is_settled(self) -> bool:
        """Whether a person said which item it continues, or that it continues none."""
        return self.item.forerunner_confirmed_at is not None

    @property
    def first(self) -> Proposal | None:
        """The proposal that is certain enough to be ticked beforehand: the same words, or nearly."""
        found = self.proposals[0] if self.proposals else None
        return found if found and found.likeness in (Likeness.SAME, Likeness.NEAR) else None


def before(year: int, kind: Kind, tool: str) -> int | None:
    """The last earlier year that has a list of the tool for this kind, or a general one; None for none."""
    rows = Indicator.objects.serving(kind).filter(tool=tool, year__lt=year).order_by("-year")
    return rows.values_list("year", flat=True).first()


def lines(items: Iterable[Indicator], earlier: Sequence[Indicator]) -> list[Line]:
    """Each item with what is proposed for it among the earlier ones, and what it has as its forerunner."""
    known = {other.pk: _Words.of(other.text) for other in earlier}
    return [Line(item, _proposals(item, earlier, known)) for item in items]


def _proposals(item: Indicator, earlier: Sequence[Indicator], known: Mapping[int, _Words]) -> list[Proposal]:
    own = item.forerunner  # perhaps of a list before the last
    others = [*earlier, own] if own is not None and own.pk not in known else earlier
    words = {other.pk: known.get(other.pk) or _Words.of(other.text) for other in others}
    shares = _shares(_Words.of(item.text), words)
    found = [Proposal(other, _likeness(item, other, shares[other.pk])) for other in others]
    order = list(Likeness)
    likely = [each for each in found if each.likeness not in _UNLIKE or each.item.pk == item.forerunner_id]
    likely.sort(key=lambda each: (order.index(each.likeness), -shares[each.item.pk], each.item.code != item.code))
    kept = [each for each in likely if each.item.pk == item.forerunner_id]
    return [*likely[:MOST], *(each for each in kept if each not in likely[:MOST])]


def _likeness(item: Indicator, other: Indicator, share: float) -> Likeness:
    """How like two items are: by their words, and where these don't tell by their code."""
    if share == 1:
        return Likeness.SAME
    if share >= NEAR:
        return Likeness.NEAR
    if share >= SOMEWHAT:
        return Likeness.SOMEWHAT
    has_words = bool(item.text and other.text)
    if item.code != other.code:
        return Likeness.UNLIKE if has_words else Likeness.UNLIKE_CODES
    return Likeness.CODE if has_words else Likeness.CODE_ALONE


@dataclass(frozen=True)
class _Words:
    """The letters of a wording, and the pieces of three letters that it has."""

    letters: str
    pieces: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        found = letters(text)
        return cls(found, frozenset(found[at : at + 3] for at in range(len(found) - 2)))

    def overlap(self, other: _Words) -> float:
        """The share of pieces that both have; cheap, where letters in order are not."""
        return len(self.pieces & other.pieces) / max(len(self.pieces), len(other.pieces), 1)


def _shares(own: _Words, others: Mapping[int, _Words]) -> dict[int, float]:
    """The share of letters that agree in order, by key; 0 below SOMEWHAT. Where any has the same letters the rest need
    no look, else those that have most pieces in common are compared: no more than are proposed."""
    same = {key: float(bool(own.letters) and own.letters == other.letters) for key, other in others.items()}
    if not own.letters or any(same.values()):
        return same
    likely = nlargest(MOST, others, key=lambda key: own.overlap(others[key]))
    return same | {key: _share(own.letters, others[key].letters) for key in likely}


def _share(one: str, other: str) -> float:
    if not other or max(len(one), len(other)) > LONGEST_QUESTION:
        return 0.0
    match = SequenceMatcher(None, one, other, autojunk=False)
    if match.real_quick_ratio() < SOMEWHAT or match.quick_ratio() < SOMEWHAT:
        return 0.0
    share = match.ratio()
    return min(share, 0.99) if share >= SOMEWHAT else 0.0


@dataclass(frozen=True)
class Choice:
    """What a person said of an item: which earlier one it continues, that it continues none, or nothing yet.

    `was` is what had been said of it when they looked, as `said` has it; None where they didn't look.
    """

    forerunner: int | None = None
    is_settled: bool = True
    was: str | None = None

    @property
    def said(self) -> str:
        """The same as `said` has it."""
        return _said(self.forerunner, is_settled=self.is_settled)


UNDECIDED, NONE = "", "none"


def said(item: Indicator) -> str:
    """What a person said of an item: the key of its forerunner, NONE, or UNDECIDED."""
    return _said(item.forerunner_id, is_settled=item.forerunner_confirmed_at is not None)


def _said(forerunner: int | None, *, is_settled: bool) -> str:
    return (str(forerunner) if forerunner else NONE) if is_settled else UNDECIDED


@dataclass(frozen=True)
class Settled:
    """How many items changed, and the keys of those of which another had said something else meanwhile: they stay."""

    count: int
    overtaken: frozenset[int]


@transaction.atomic
def settle(*, year: int, kind: Kind, choices: Mapping[int, Choice], by: User, now: datetime) -> Settled:
    """Writes what was chosen for items of one list, by their keys.

    Raises NotOperator, ValidationError for an item of another tool or of no earlier year.
    """
    require_operator(by)
    operator.one_at_a_time()
    rows = list(Indicator.objects.select_for_update().filter(year=year, kind=kind, pk__in=choices))
    wanted = {each.forerunner for each in choices.values() if each.forerunner is not None}
    earlier = Indicator.objects.in_bulk(wanted)
    overtaken = {row.pk for row in rows if _is_overtaken(row, choices[row.pk])}
    changed = [row for row in rows if row.pk not in overtaken and _apply(row, choices[row.pk], earlier, by, now)]
    marks = ["forerunner", "forerunner_confirmed_by", "forerunner_confirmed_at"]
    Indicator.objects.bulk_update(changed, marks, batch_size=200)
    if changed:
        data: dict[str, JSON] = {"items": [row.pk for row in changed], "year": year, "kind": str(kind)}
        chain.record("catalogue.forerunners", actor=by.pk, agency=None, subject=SUBJECT, data=data)
    return Settled(len(changed), frozenset(overtaken))


def _is_overtaken(row: Indicator, choice: Choice) -> bool:
    return choice.was is not None and said(row) not in (choice.was, choice.said)


def _apply(row: Indicator, choice: Choice, earlier: Mapping[int, Indicator], by: User, now: datetime) -> bool:
    """Writes one choice into its row; returns whether it says anything new."""
    if not choice.is_settled:
        if row.forerunner_confirmed_at is None:
            return False
        row.forerunner_confirmed_by = row.forerunner_confirmed_at = None  # the item stays, as a proposal
        return True
    if row.forerunner_confirmed_at is not None and row.forerunner_id == choice.forerunner:
        return False
    found = earlier.get(choice.forerunner) if choice.forerunner is not None else None
    if choice.forerunner is not None and (found is None or found.year >= row.year or found.tool != row.tool):
        raise ValidationError(f"ข้อเดิมของข้อ {row.code} ต้องเป็นข้อของ {row.tool} ในปีก่อนหน้า โปรดเลือกใหม่")
    row.forerunner, row.forerunner_confirmed_by, row.forerunner_confirmed_at = found, by, now
    return True
