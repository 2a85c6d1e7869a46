"""When an action was done: its three fields read together, and beside the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError

from document import Action
from document.dating import dates_of
from document.doubts import Doubt, Proposal, Redate, Reword
from document.doubts.dates import action_doubts
from thai.dates import FoundDate, Span, find_dates, format_date, format_span
from thai.fiscal import fiscal_year


@dataclass(frozen=True)
class When:
    """A day, a range or an open start, as an action stores it; `assumed` is what was taken for granted, in Thai."""

    start: date
    end: date | None
    open_ended: bool
    assumed: str = ""


def together(start: Span | None, end: date | None, ongoing: bool) -> When | None:
    """What the fields say together, None for nothing; ValidationError by field, with the cure.

    A range, an open start or a month in the first field fills both.
    """
    if start is None:
        if end:
            raise ValidationError({"start": "มีวันที่สิ้นสุดแล้ว โปรดพิมพ์วันที่เริ่มด้วย"})
        if ongoing:
            raise ValidationError({"start": "เลือก “ยังดำเนินการต่อเนื่อง” แล้ว โปรดพิมพ์วันที่เริ่มด้วย"})
        return None
    if end and (ongoing or start.open_ended):
        raise ValidationError({"end": "ยังดำเนินการต่อเนื่อง โปรดเว้นวันที่สิ้นสุดว่างไว้ หรือยกเลิกการเลือก"})
    if end and end < start.start:
        raise ValidationError({"end": "วันที่สิ้นสุดอยู่ก่อนวันที่เริ่ม โปรดตรวจทั้งสองช่อง"})
    says_its_end = start.end not in (None, start.start) and not start.of_months
    if says_its_end and start.end and (ongoing or end not in (None, start.end)):
        words = f"ช่องวันที่เริ่มบอกวันที่สิ้นสุดแล้ว ({format_date(start.end)})"
        raise ValidationError({"end": f"{words} โปรดเว้นช่องนี้ว่างไว้ หรือพิมพ์วันที่เริ่มเพียงวันเดียว"})
    is_open = ongoing or start.open_ended
    return When(start.start, None if is_open else end or start.end, is_open, start.assumed)


@dataclass(frozen=True)
class Button:
    """A button of a row: the value that it sends, and its words."""

    value: str
    words: str


@dataclass(frozen=True)
class FieldDoubt:
    """A doubt about a row as it is typed, with its buttons."""

    message: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class RowEcho:
    """What the page says under the date fields of an action.

    `words` is the reading, `wrong` why there is none, `found` offers the dates of the words while the fields are empty.
    """

    words: str = ""
    wrong: str = ""
    found: tuple[Button, ...] = ()
    doubts: tuple[FieldDoubt, ...] = ()


class Typed:
    """An action as its fields hold it now, whether or not it could be saved."""

    def __init__(self, form: forms.Form, year: int | None) -> None:
        self.form, self.year = form, year
        self.text = str(form["text"].value() or "")
        self.wrong = ""
        self.when = self._read()

    def _read(self) -> When | None:
        read: dict[str, Span | date | None] = {}
        for name in ("start", "end"):
            try:
                read[name] = self.form.fields[name].clean(self.form[name].value())
            except ValidationError as error:
                self.wrong = f"{self.form.fields[name].label} {error.messages[0]}"
                return None
        start, end = read["start"], read["end"]
        ongoing = self.form["ongoing"].value() not in (None, "", False, "False", "false")
        try:
            return together(start if isinstance(start, Span) else None, end if isinstance(end, date) else None, ongoing)
        except ValidationError as error:
            self.wrong = error.messages[0]
            return None

    @property
    def is_undated(self) -> bool:
        """Whether nothing at all is typed into the date fields."""
        return not any(str(self.form[name].value() or "").strip() for name in ("start", "end"))

    @property
    def found(self) -> list[FoundDate]:
        """The dates of the words, each once."""
        dates = {(each.start, each.end, each.open_ended): each for each in find_dates(self.text) if each.start}
        return list(dates.values())

    def open_doubts(self) -> list[Doubt]:
        """Those that nobody let stand, in this form or before."""
        if self.year is None:
            return []
        when = self.when
        dates = dates_of(self.text, *((when.start, when.end, when.open_ended) if when else (None, None, False)))
        found = action_doubts(Action("", self.text, dates), self.year, 1, "", "")
        let_be = str(self.form["settled"].value() or "").split()
        return [doubt for doubt in found if digest_of(doubt.message) not in let_be]


def digest_of(message: str) -> str:
    """Names a doubt that a person let stand before its row was saved."""
    return sha256(message.encode()).hexdigest()[:16]


def echo_of_row(typed: Typed, place: str) -> RowEcho:
    """What is said of a row; `place` is its list and index, as its buttons send them: `actions:0`."""
    words = ""
    if typed.when:
        when = typed.when
        words = format_span(when.start, when.end, open_ended=when.open_ended, style="weekday")
        words += f" ({when.assumed})" if when.assumed else ""
    found = typed.found if typed.is_undated else []
    return RowEcho(
        words,
        typed.wrong or next((_mistaken(each) for each in find_dates(typed.text) if each.problem), ""),
        tuple(Button(f"find:{place}:{at}", f"ใช้ {_span(each)}") for at, each in enumerate(found)),
        tuple(
            FieldDoubt(
                doubt.message,
                (
                    Button(f"settle:{place}:{at}", "ใช้ตามที่พิมพ์"),
                    *(Button(f"propose:{place}:{at}", each.label) for each in doubt.proposals[:1]),
                ),
            )
            for at, doubt in enumerate(typed.open_doubts())
        ),
    )


def _mistaken(found: FoundDate) -> str:
    return f"ในข้อความ “{found.as_written}” {found.problem}"


def _span(found: FoundDate) -> str:
    return format_span(found.start, found.end, open_ended=found.open_ended) if found.start else ""


def pressed(row: Mapping[str, object], typed: Typed, verb: str, at: int) -> dict[str, object]:
    """The fields of a row after one of its echo's buttons; as they are where the button is an old page's."""
    doubts, found = typed.open_doubts(), typed.found
    if verb == "find" and at < len(found) and (start := found[at].start):
        return {**row, **fields_of(start, found[at].end, found[at].open_ended)}
    if verb == "settle" and at < len(doubts):
        return {**row, "settled": f"{row.get('settled', '')} {digest_of(doubts[at].message)}".strip()}
    if verb == "propose" and at < len(doubts) and doubts[at].proposals:
        return {**row, **_proposed(doubts[at].proposals[0])}
    return dict(row)


def _proposed(proposal: Proposal) -> dict[str, object]:
    change = proposal.change
    if isinstance(change, Redate):
        return fields_of(change.start, change.end, change.open_ended)
    return {"text": change.text} if isinstance(change, Reword) else {}


def fields_of(start: date, end: date | None, open_ended: bool) -> dict[str, object]:
    """The date fields of a row, as they show a day, a range or an open start."""
    last = format_date(end) if end and end != start else ""
    return {"start": format_date(start), "end": last, "ongoing": "on" if open_ended else ""}


def by_default(text: str, before: str, year: int) -> FoundDate | None:
    """The date that an action takes out of its words where its fields are empty.

    It is the only one there, lies in the plan's fiscal year, and the words did not hold it `before`: who takes it out
    again is not overruled by the next save.
    """
    dates = {(each.start, each.end, each.open_ended): each for each in find_dates(text)}
    if len(dates) != 1:
        return None
    [((start, end, open_ended), found)] = dates.items()
    known = {(each.start, each.end, each.open_ended) for each in find_dates(before)}
    if start is None or (start, end, open_ended) in known:
        return None
    return found if {fiscal_year(start), fiscal_year(end or start)} == {year} else None
