"""What a table has in columns of its own and the form in one: days of an action, post and unit of an officer, an item's
code beside its question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from document.grid import Paragraph
from document.understanding.tables.columns import Columns, Meaning
from thai.dates import find_dates, format_date, parse_date, phrase
from thai.digits import to_arabic

Cells = dict[Meaning, list[Paragraph]]
_GOES_ON = re.compile(r"(?:เป็นต้น(?:มา|ไป)|ต่อเนื่อง|(?:ถึง)?ปัจจุบัน)")
_SAID = ("วันที่", "เมื่อ", "ระหว่าง", "ตั้งแต่")  # by which days in a sentence begin
_OF_AN_ITEM = frozenset({Meaning.NUMBER, Meaning.CODE, Meaning.MEASURE})
_OF_AN_OFFICER = (Meaning.OFFICERS, Meaning.POST, Meaning.UNIT)


def gathered(cells: Cells, columns: Columns, before: Cells) -> Cells:
    """The cells of a row as those of the form; `before` are those of the measure above.

    Empty for an item of a list with nothing beside it: that is no measure. One that stands in the row above already
    is left out, so that the row goes on with it.
    """
    if columns.lists_items:
        cells = _with_one_action(cells)
    cells = _with_posts(_with_days(cells))
    if not columns.lists_items:
        return cells
    if not set(cells) - _OF_AN_ITEM:
        return {}
    return _of_item(cells, before)


def _of_item(cells: Cells, before: Cells) -> Cells:
    question, code = cells.get(Meaning.MEASURE, []), _words(cells.get(Meaning.CODE, []))
    if not question and not code:
        return cells
    rest = {meaning: each for meaning, each in cells.items() if meaning not in _OF_AN_ITEM}
    place = (question or cells[Meaning.CODE])[0].place
    heading = f"มาตรการข้อ {code} {_words(question)} :" if code else _words(question)
    if [each.text for each in before.get(Meaning.MEASURE, [])[:1]] == [heading]:
        return _without_same_officers(rest, before)
    return {Meaning.MEASURE: [Paragraph(heading, place)], **rest}


def _with_one_action(cells: Cells) -> Cells:
    """A row is an action there, however many lines its words have."""
    actions = cells.get(Meaning.ACTIONS)
    if not actions:
        return cells
    return {**cells, Meaning.ACTIONS: [Paragraph("\n".join(each.words for each in actions), actions[0].place)]}


def _without_same_officers(cells: Cells, before: Cells) -> Cells:
    """Whoever is named again in each row of a measure stands once."""
    named = [_said(before, each) for each in _OF_AN_OFFICER]
    if [_said(cells, each) for each in _OF_AN_OFFICER] != named:
        return cells
    return {meaning: each for meaning, each in cells.items() if meaning not in _OF_AN_OFFICER}


def _with_days(cells: Cells) -> Cells:
    """Columns of days belong to the actions of their row: their words get them where they hold none of them."""
    start, end, _ = (cells.pop(each, []) for each in (Meaning.START, Meaning.END, Meaning.DAY_WORDS))
    actions = cells.get(Meaning.ACTIONS, [])
    if not start and not end:
        return cells
    if not actions:  # a plan's: when it is to be done
        return {**cells, Meaning.PERIOD: [*cells.get(Meaning.PERIOD, []), *start, *end]}
    if not end and len(start) == len(actions):
        actions[:] = [_on(each, day.words, "", actions) for each, day in zip(actions, start, strict=True)]
    else:
        actions[-1] = _on(actions[-1], _words(start[:1]) or _words(end[:1]), _words(end[:1]), actions)
    return cells


def _on(action: Paragraph, start: str, end: str, actions: Sequence[Paragraph]) -> Paragraph:
    days, first = _phrase(start, end)
    held = [each for one in actions for each in find_dates(one.text)]
    if held and (first is None or any(first in (each.start, each.end) for each in held)):
        return action
    return replace(action, text=f"{action.text} {days}")


def _phrase(start: str, end: str) -> tuple[str, date | None]:
    """The days as a sentence says them, with the first: short forms as the form prints them, full ones as written."""
    said = start if start.startswith(_SAID) else f"วันที่ {start}"
    written = said if end in ("", start) else f"{said} – {end}"
    is_open = bool(_GOES_ON.search(end))
    try:
        first = parse_date(start)
        last = None if is_open else parse_date(end) if end else first
    except ValueError:
        return written, None
    if last is not None and last < first:
        return written, None
    is_in_full = _in_full(start, first) and (last in (None, first) or _in_full(end, last))
    return written if is_in_full and not is_open else phrase(first, last, is_open), first


def _in_full(written: str, day: date | None) -> bool:
    return day is not None and to_arabic(written).endswith(format_date(day))


def _with_posts(cells: Cells) -> Cells:
    """Each officer's post and unit on the line of their name: as many lines in each column; one unit is everybody's."""
    posts, units = cells.get(Meaning.POST, []), cells.get(Meaning.UNIT, [])
    if not posts and not units:
        return cells
    names = cells.get(Meaning.OFFICERS, [])
    count = max(map(len, (names, posts, units)))
    everybodys = units * count if len(units) == 1 else units
    filled = {
        each: _filled(found, count) for each, found in zip(_OF_AN_OFFICER, (names, posts, everybodys), strict=True)
    }
    return {**cells, **filled}


def _filled(found: Sequence[Paragraph], count: int) -> list[Paragraph]:
    return [*found, *(Paragraph("") for _ in range(count - len(found)))]


def _words(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(" ".join(each.words for each in paragraphs).split())


def _said(cells: Cells, meaning: Meaning) -> list[str]:
    return [each.words for each in cells.get(meaning, [])]
