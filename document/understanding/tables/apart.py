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
from document.understanding.tables.headings import tool_named
from thai.dates import find_dates, parse_date, phrase

Cells = dict[Meaning, list[Paragraph]]
_GOES_ON = re.compile(r"(?:เป็นต้น(?:มา|ไป)|ต่อเนื่อง|(?:ถึง)?ปัจจุบัน)")
_OF_AN_ITEM = frozenset({Meaning.NUMBER, Meaning.CODE, Meaning.TOOL, Meaning.MEASURE})
_OF_AN_OFFICER = (Meaning.OFFICERS, Meaning.POST, Meaning.UNIT)


def gathered(cells: Cells, columns: Columns, before: Cells) -> Cells:
    """The cells of a row as those of the form; `before` are those of the measure above.

    Empty for an item of a list with nothing beside it: that is no measure. One that stands in the row above already
    is left out, so that the row goes on with it.
    """
    if columns.lists_items:
        cells = _with_one_action(cells)
    cells = _with_tool(_with_posts(_with_days(cells)), columns)
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
    """Columns of days belong to the action of their row: its words get them where they hold none of them."""
    start, end, _ = (_words(cells.pop(each, [])) for each in (Meaning.START, Meaning.END, Meaning.DAY_WORDS))
    if not start and not end:
        return cells
    days, first = _phrase(start or end, end)
    actions = cells.get(Meaning.ACTIONS)
    if not actions:
        return {**cells, Meaning.PERIOD: [*cells.get(Meaning.PERIOD, []), Paragraph(days)]}
    held = [each for action in actions for each in find_dates(action.text)]
    if held and (first is None or any(first in (each.start, each.end) for each in held)):
        return cells
    actions[-1] = replace(actions[-1], text=f"{actions[-1].text} {days}")
    return cells


def _phrase(start: str, end: str) -> tuple[str, date | None]:
    """The days as the form prints them, with the first; as they were written where a day can't be read."""
    is_open = bool(_GOES_ON.search(end))
    try:
        first = parse_date(start)
        last = None if is_open or not end else parse_date(end)
    except ValueError:
        return f"วันที่ {start}" + ("" if end in ("", start) else f" – {end}"), None
    if last is not None and last < first:
        return f"วันที่ {start} – {end}", None
    return phrase(first, None if is_open else last or first, is_open), first


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


def _with_tool(cells: Cells, columns: Columns) -> Cells:
    """An instrument in a column of its own tells of which a number is the item; else its words are a note."""
    tools, codes = cells.get(Meaning.TOOL, []), cells.get(Meaning.CODE, [])
    if not tools:
        return cells
    rest: Cells = {meaning: each for meaning, each in cells.items() if meaning != Meaning.TOOL}
    tool, code = tool_named(_words(tools)), _words(codes)
    if tool and code.isdecimal():
        return {**rest, Meaning.CODE: [replace(codes[0], text=f"{tool} {code}", marker="")]}
    if columns.lists_items or (tool and code):
        return rest
    return {**rest, Meaning.NOTE: [*rest.get(Meaning.NOTE, []), *tools]}


def _words(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(" ".join(each.words for each in paragraphs).split())


def _said(cells: Cells, meaning: Meaning) -> list[str]:
    return [each.words for each in cells.get(meaning, [])]
