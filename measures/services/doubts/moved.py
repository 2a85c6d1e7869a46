"""Numbers that were written by another year's list and are another item's, or none, in the list that holds now.

Said of copied measures and of those written before a list was known, until a person changes the number or lets it
stand. Confirmed links between the lists count first, then the same words under another number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from document.doubts import Doubt, Proposal, Recode, Rename
from document.doubts.wording import same_question
from ita.catalogue import Catalogue, Entry
from ita.codes import as_typed
from measures.models import Measure, Plan
from measures.services import catalogue


@dataclass(frozen=True)
class Moved:
    """Where an item of an older list is in a newer one: `now` are its successors there, none where it is gone."""

    was: Entry
    now: tuple[Entry, ...]
    is_confirmed: bool

    @property
    def said(self) -> str:
        """Where it is now, in Thai, and by what that is known."""
        by = "ตามที่ยืนยันไว้" if self.is_confirmed else "ตามถ้อยคำที่ตรงกัน"
        if not self.now:
            return "ไม่มีข้อนี้ต่อแล้ว"
        return f"ย้ายไปเป็นข้อ {' และข้อ '.join(each.code for each in self.now)} {by}"


def moved(lists: Catalogue, was: Entry, year: int) -> Moved | None:
    """Where an item went in the list of a later year; None where it kept its number or where nothing is known."""
    if year <= was.year:
        return None
    linked = lists.successors(was.year, was.code, year)
    if linked:
        return None if any(each.code == was.code for each in linked) else Moved(was, linked, True)
    items = lists.items(year, was.tool)
    own = lists.get(year, was.code)
    if own is not None and was.text and own.text and same_question(was.text, own.text):
        return None
    same = tuple(each for each in items if was.text and each.text and same_question(was.text, each.text))
    if same:
        return Moved(was, same, False)
    if own is not None and own.is_new:  # a person said that the item of this number is none of last year's
        return Moved(was, (), True)
    return Moved(was, (), False) if lists.holds(year, was.code) is False else None


def lists_of(plan: Plan, measures: Sequence[Measure]) -> Catalogue | None:
    """The lists by which the measures' numbers were written, those of the plan, and those between; None where every
    number was written by the plan's own. Wants references fetched; one query at the most.
    """
    of_references = (ref.code_of_year for each in measures for ref in each.references.all())
    return _lists(plan, {*_years(measures), *filter(None, of_references)})


def lists_of_own(plan: Plan, measures: Sequence[Measure]) -> Catalogue | None:
    """The same for the measures' own numbers alone."""
    return _lists(plan, _years(measures))


def _years(measures: Sequence[Measure]) -> set[int]:
    return {each.code_of_year for each in measures if each.code_of_year is not None}


def _lists(plan: Plan, old: set[int]) -> Catalogue | None:
    if not old:
        return None
    return catalogue.of(plan.agency, *range(min(old), max(plan.year, plan.assessed_year, *old) + 1))


def of_own(measure: Measure, key: str, lists: Catalogue) -> Iterator[Doubt]:
    """The doubt about the measure's own number, where it moved, with what it would be now as a proposal."""
    year = measure.plan.assessed_year
    was = lists.get(measure.code_of_year, measure.code) if measure.code_of_year and measure.code else None
    if was is not None and (found := moved(lists, was, year)):
        message = f"ข้อ {was.code} เป็นเลขของรายการปี {was.year} ในรายการปี {year} {found.said}{_asked(found)}"
        proposals = tuple(Proposal(f"แก้เป็น {each.code}", Recode(each.code)) for each in found.now)
        yield Doubt(f"moved:{key}", f"ข้อ {measure.code_as_written}", message, proposals=proposals)


def doubts(measure: Measure, key: str, lists: Catalogue) -> Iterator[Doubt]:
    """The measure's numbers that moved, its own first; each with what it would be now as a proposal."""
    yield from of_own(measure, key, lists)
    for number, ref in enumerate(measure.references.all(), start=1):
        was = lists.get(ref.code_of_year, ref.code) if ref.code_of_year else None
        if was is not None and (found := moved(lists, was, ref.year)):
            named = f" “{was.text}”" if was.text else ""
            message = (
                f"{ref.as_written} เป็นเลขของรายการปี {was.year}{named} ในรายการปี {ref.year} {found.said}{_asked(found)}"
            )
            written = dict.fromkeys(as_typed(each.code, ref.as_written) for each in found.now)
            proposals = tuple(Proposal(f"แก้เป็น {each}", Rename(number, each)) for each in written)
            place = f"ข้ออ้างอิงที่ {number} “{ref.as_written}”"
            yield Doubt(f"moved-reference:{key}:{number}", place, message, proposals=proposals)


def _asked(found: Moved) -> str:
    return " ท่านหมายถึงข้อนั้นหรือไม่" if found.now else " โปรดตรวจเลขข้อ"


def without_twice(found: Sequence[Doubt], about_moves: Sequence[Doubt]) -> list[Doubt]:
    """The doubts with those about moved numbers first, which say more than what else is said of the same number."""
    said = {(each.kind, each.measure, each.number) for each in about_moves}
    rest = [
        each
        for each in found
        if not (each.kind in ("code", "code-unlisted") and ("moved", each.measure, 0) in said)
        and not (each.kind == "reference" and ("moved-reference", each.measure, each.number) in said)
    ]
    return [*about_moves, *rest]
