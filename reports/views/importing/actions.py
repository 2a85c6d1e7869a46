"""What a button of the page does to the draft, once what was typed is saved: each is a choice that is read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from accounts.models import User
from document.correcting import proposed
from document.correcting.measures import DAYS, YEARS
from document.understanding.tables.columns import Meaning
from reports.forms.import_draft import is_same
from reports.importing import choices
from reports.importing import drafts as brought
from reports.importing.sight import SeenDoubt, Sight, look
from reports.models import ImportDraft

_COLUMN = re.compile(r"column-([0-9]{1,5})-([0-9]{1,4})")
_KNOWN = frozenset(each.value for each in Meaning)


@dataclass(frozen=True)
class Said:
    """What the page says of it, and where it goes on."""

    words: str
    anchor: str = ""
    is_done: bool = True


def act_on(draft: ImportDraft, data: QueryDict, *, by: User, now: datetime) -> Said:
    """Does what was pressed. A button of a page that is no longer true does nothing, and that is said."""
    for name, act in _ACTS.items():
        if name in data:
            return act(_Pressed(draft, data.get(name, ""), data, by, now))
    return Said("บันทึกร่างแล้ว", f"#m{data['save']}" if _is_key(data.get("save", "")) else "")


@dataclass(frozen=True)
class _Pressed:
    draft: ImportDraft
    value: str
    data: QueryDict
    by: User
    now: datetime

    def change(self, act: Callable[[ImportDraft], None]) -> None:
        brought.change(self.draft, by=self.by, now=self.now, base=None, act=act)

    def sight(self) -> Sight:
        """The draft as it is now."""
        return look(ImportDraft.objects.select_related("agency", "touched_by").get(pk=self.draft.pk))


def _settle(pressed: _Pressed) -> Said:
    """Lets doubts stand: one, or those of a group."""
    found = [each for each in pressed.sight().doubts if each.mark in pressed.value.split(",")]
    if not found:
        return _GONE

    def act(draft: ImportDraft) -> None:
        for each in found:
            draft.choices = choices.with_settled(draft.choices, each.mark)

    pressed.change(act)
    count = f" ทั้ง {len(found)} เรื่อง" if len(found) > 1 else ""
    done = "ใช้ตามที่พิมพ์" if found[0].doubt.may_stand else "ยืนยันแล้ว"
    return Said(f"{found[0].doubt.place}: {done}{count}", "#doubts")


def _accept(pressed: _Pressed) -> Said:
    """Makes the change that a doubt proposes: `mark:number`."""
    mark, _, number = pressed.value.partition(":")
    sight = pressed.sight()
    found = next((each for each in sight.doubts if each.mark == mark), None)
    if found is None or not number.isdigit() or int(number) >= len(found.doubt.proposals):
        return _GONE
    return _propose(pressed, sight, found, int(number))


def _propose(pressed: _Pressed, sight: Sight, found: SeenDoubt, number: int) -> Said:
    proposal, seen = found.doubt.proposals[number], sight.by_key.get(found.key)
    if seen is None:
        return _GONE
    words = proposed(seen.measure, proposal.change)

    def act(draft: ImportDraft) -> None:
        known = draft.corrections.get(found.key, {})
        added = {
            name: "\n".join(filter(None, [known.get(name, ""), words[name]])) for name in (YEARS, DAYS) if name in words
        }
        brought.with_corrections(draft, found.key, {**words, **added}, sight.read_words(found.key), is_same)

    pressed.change(act)
    return Said(f"{found.doubt.place}: {proposal.label}", "#doubts")


def _join(pressed: _Pressed) -> Said:
    """A measure goes on with the one above; what was corrected of it stays on the page."""
    return _choose(pressed, choices.joined, "รวมกับมาตรการข้างบนแล้ว")


def _part(pressed: _Pressed) -> Said:
    """A row is a measure of its own."""
    return _choose(pressed, choices.apart, "แยกเป็นมาตรการใหม่แล้ว")


def _choose(pressed: _Pressed, choose: Callable[..., dict[str, object]], done: str) -> Said:
    try:
        pressed.change(lambda draft: setattr(draft, "choices", choose(draft.choices, pressed.value)))
    except ValueError:
        return _GONE
    return Said(done, f"#r{'-'.join(pressed.value.split('-')[:2])}")


def _reread(pressed: _Pressed) -> Said:
    """Reads the tables again by what their columns mean."""
    named: dict[int, dict[int, str]] = {}
    for name, value in pressed.data.items():
        match = _COLUMN.fullmatch(name)
        if match and value in _KNOWN:
            named.setdefault(int(match[1]), {})[int(match[2])] = str(value)
    sight = pressed.sight()
    widths = {number: table.width for number, table in enumerate(sight.grid.tables() if sight.grid else (), start=1)}
    columns = {
        table: tuple(Meaning(found.get(at, Meaning.NOTE)) for at in range(1, widths[table] + 1))
        for table, found in named.items()
        if table in widths and not _as_read(sight, table, found)
    }
    if not columns:
        return Said("ความหมายของช่องยังเหมือนเดิม")
    pressed.change(lambda draft: setattr(draft, "choices", choices.with_columns(draft.choices, columns)))
    return Said("อ่านใหม่ตามความหมายของช่องที่เลือกแล้ว", "#doubts")


def _as_read(sight: Sight, table: int, found: dict[int, str]) -> bool:
    """Whether the choices are what was read anyway: so nothing is fixed that nobody meant to."""
    read = sight.columns.get(table)
    return read is not None and {at: each.value for at, each in enumerate(read.meanings, start=1)} == found


def _forget(pressed: _Pressed) -> Said:
    """Corrections of a measure that isn't there any more are thrown away, by its key."""
    if pressed.value not in {key for key, _ in pressed.sight().orphans}:
        return _GONE

    def act(draft: ImportDraft) -> None:
        draft.corrections = {key: words for key, words in draft.corrections.items() if key != pressed.value}

    pressed.change(act)
    return Said("ทิ้งข้อความแล้ว")


def _is_key(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9-]{5,17}", value))


_GONE = Said("หน้านี้เก่าไปแล้ว จึงยังไม่ได้ทำ โปรดดูหน้าปัจจุบัน", is_done=False)
_ACTS: dict[str, Callable[[_Pressed], Said]] = {
    "settle": _settle,
    "accept": _accept,
    "join": _join,
    "apart": _part,
    "reread": _reread,
    "forget": _forget,
}
