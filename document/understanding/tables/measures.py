"""A row of words to a measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from document.doubts import Doubt
from document.grid import Paragraph
from document.understanding.items import items
from document.understanding.officers import as_guess, officers
from document.understanding.tables.columns import LABELS, Meaning
from document.understanding.tables.headings import Heading, begins_with_code, paragraphs_taken, read_heading
from document.understanding.tables.rows import MeasureRow, place_of
from document.values import Action, ActionDate, Detail, DetailKind, MarkedText, Measure, Officer, Reference
from ita import codes
from ita.mentions import find_mentions
from thai import dates

_CODE_LIKE = re.compile(r"(?=.{1,9}\Z)(?:[^\s0-9๐-๙]{0,2}|[๐0]|[IEOieo][Ii][Tt])\s?[lI|Oo]*[0-9๐-๙][lI|Oo0-9๐-๙]*")
_ITEM_ALONE = re.compile(r"(?:ข้อ\s*)?(?:[IEOieo](?:IT)?\s?(?:ข้อ\s?)?[0-9๐-๙]{1,3})")
_SPLIT_YEAR = re.compile(r"[0-9๐-๙]\s[0-9๐-๙]\Z|(?=[0-9๐-๙]{4}\Z)(?=.*[0-9])(?=.*[๐-๙]).*\Z")
_YEAR_AT_END = re.compile(r"[2๒][0-9๐-๙\s]{3,6}\Z")
_AS_DETAILS: tuple[tuple[Meaning, DetailKind], ...] = (
    (Meaning.INDICATOR, "indicator"),
    (Meaning.PERIOD, "period"),
    (Meaning.TARGET, "target"),
    (Meaning.BUDGET, "budget"),
    (Meaning.MONITORING, "monitoring"),
    (Meaning.PROBLEMS, "problem"),
    (Meaning.SUGGESTIONS, "suggestion"),
    (Meaning.EVIDENCE, "evidence"),
    (Meaning.NOTE, "note"),
)


@dataclass(slots=True)
class MeasureReader:
    """Reads rows; doubts gather here, each with its place."""

    measures_year: int
    doubts: list[Doubt] = field(default_factory=list)

    def read(self, row: MeasureRow) -> Measure:
        """The row's measure; what can't be read in it is said and kept as words."""
        parts = [*_headed_beside(row), *lines_of(row.words(Meaning.MEASURE))]
        heading = self._heading(row, parts)
        taken = paragraphs_taken(parts, heading) if parts else 0
        behind = [*([heading.rest] if heading.rest else []), *parts[taken:]]
        steps = items([*behind, *lines_of(row.words(Meaning.STEPS))])
        for meaning in (Meaning.MEASURE, Meaning.ACTIONS, Meaning.OUTCOMES, Meaning.OFFICERS):
            if meaning in row.labels and not row.words(meaning):
                self._doubt(row, meaning, "empty", f"ช่อง{LABELS[meaning]}ว่าง")
        for meaning in row.shares:
            message = f"ช่อง{LABELS[meaning]}เป็นของหลายมาตรการในช่องเดียวกัน นำเข้าไว้ที่มาตรการแรก"
            self._doubt(row, meaning, "shared", message)
        return Measure(
            code=heading.codes[0] if heading.codes else "",
            code_as_written=heading.written,
            tool=heading.tool,
            question=heading.question,
            heading=heading.heading,
            steps=steps,
            references=self._references(row, steps),
            actions=self._actions(row),
            outcomes=items(lines_of(row.words(Meaning.OUTCOMES))),
            officers=self._officers(row),
            more_codes=heading.codes[1:],
            details=self._details(row, heading),
        )

    def _doubt(self, row: MeasureRow, meaning: Meaning, kind: str, message: str, ordinal: int = 0) -> None:
        key = f"{kind}:{row.number}:{meaning}" + (f":{ordinal}" if ordinal else "")
        self.doubts.append(Doubt(key, place_of(row, meaning), message))

    def _heading(self, row: MeasureRow, parts: Sequence[str]) -> Heading:
        code = " ".join(lines_of(row.words(Meaning.CODE)) or lines_of(_item(row))).removeprefix("ข้อ").strip()
        if not parts:
            return Heading(heading=code or "-")
        read = read_heading(parts, tool=row.tool)
        if code and not read.codes and (row.tool or not code.strip("() .").isdecimal()):
            named = read_heading([f"ข้อ {code} {parts[0]}"], tool=row.tool)
            read = replace(read, codes=named.codes, written=code, tool=named.tool) if named.codes else read
        if read.unread:
            self._doubt(row, Meaning.MEASURE, "code-unread", f"พบ “{read.unread[:40]}” หลังคำว่า “ข้อ” อ่านเป็นรหัสข้อไม่ได้")
        elif not read.codes:
            self._doubt(row, Meaning.MEASURE, "no-code", "ไม่มีรหัสข้อของแบบประเมิน เลือกข้อภายหลังได้")
        return read

    def _references(self, row: MeasureRow, steps: Iterable[MarkedText]) -> tuple[Reference, ...]:
        found: list[Reference] = []
        mentions = (mention for step in steps for mention in find_mentions(step.text))
        for number, mention in enumerate(mentions, start=1):
            readable = [reference for name in mention.names if (reference := self._reference(name))]
            if not readable or len(readable) < len(mention.names):
                message = f"อ่านรหัสใน “{mention.written[:60]}” ไม่ได้ครบ"
                self._doubt(row, Meaning.MEASURE, "reference-unread", message, number)
            found += readable
        return tuple(found)

    def _reference(self, name: str) -> Reference | None:
        if not _CODE_LIKE.fullmatch(name):
            return None
        try:
            code, _ = codes.normalise(name)
        except ValueError:
            return None
        return Reference(code, name, self.measures_year)

    def _actions(self, row: MeasureRow) -> tuple[Action, ...]:
        found = items(_with_days_alone(lines_of(row.words(Meaning.ACTIONS))))
        return tuple(Action(each.marker, each.text, self._dates(row, each.text)) for each in found)

    def _dates(self, row: MeasureRow, text: str) -> tuple[ActionDate, ...]:
        found = []
        for each in dates.find_dates(text):
            if each.problem or each.start is None:
                self._doubt(
                    row, Meaning.ACTIONS, "date", f"“{each.as_written}” {each.problem or 'อ่านวันที่ไม่ได้'}", each.at[0] + 1
                )
                continue
            if year := _guessed_year(each.as_written):
                message = f"พิมพ์ปีว่า “{year}” อ่านเป็น {dates.phrase(each.start, each.end, each.open_ended)} โดยคาดเดา"
                self._doubt(row, Meaning.ACTIONS, "date-guess", message, each.at[0] + 1)
            found.append(ActionDate(each.start, each.end, each.open_ended, each.as_written))
        return tuple(found)

    def _officers(self, row: MeasureRow) -> tuple[Officer, ...]:
        if row.words(Meaning.POST) or row.words(Meaning.UNIT):
            return _in_columns(row)
        found = officers(lines_of(row.words(Meaning.OFFICERS)))
        for number, (officer, guessed) in enumerate(found, start=1):
            if guessed:
                self._doubt(row, Meaning.OFFICERS, "officer", as_guess(officer), number)
        return tuple(officer for officer, _ in found)

    def _details(self, row: MeasureRow, heading: Heading) -> tuple[Detail, ...]:
        found = [Detail("indicator", "", heading.indicator)] if heading.indicator else []
        known = _item(row) if heading.codes and not row.words(Meaning.CODE) else []
        known = [*known, *(each for each in row.words(Meaning.INDICATOR) if each.words in _headed_beside(row))]
        for meaning, kind in _AS_DETAILS:
            words = [each.words for each in row.words(meaning) if each not in known]
            if text := "\n".join(words):
                label = " ".join(row.labels.get(meaning, "").split()) or LABELS[meaning]
                found.append(Detail(kind, label, text))
        return tuple(found)


def _in_columns(row: MeasureRow) -> tuple[Officer, ...]:
    """Officers whose post and unit stand in columns of their own, line beside line."""
    columns = (row.words(each) for each in (Meaning.OFFICERS, Meaning.POST, Meaning.UNIT))
    found = []
    for paragraphs in zip_longest(*columns, fillvalue=Paragraph("")):
        name, post, unit = (" ".join(each.words.split()) for each in paragraphs)
        if written := " ".join(part for part in (name, post, unit) if part):
            found.append(Officer(name, post, unit, written))
    return tuple(found)


def _headed_beside(row: MeasureRow) -> list[str]:
    """The item with its question where they stand in a column of indicators, beside a measure that names none."""
    measure = row.words(Meaning.MEASURE)
    if not measure or row.words(Meaning.CODE) or begins_with_code(measure[0].words):
        return []
    named = [each.words for each in row.words(Meaning.INDICATOR) if begins_with_code(each.words)]
    return named if len(named) == 1 and not _ITEM_ALONE.fullmatch(named[0]) else []


def _item(row: MeasureRow) -> list[Paragraph]:
    """The item of the instrument where it stands alone in a column of indicators."""
    words = row.words(Meaning.INDICATOR)
    return words if len(words) == 1 and _ITEM_ALONE.fullmatch(words[0].words) else []


def _with_days_alone(lines: Iterable[str]) -> list[str]:
    """Lines that say a day and nothing else belong to the words before them."""
    found: list[str] = []
    for line in lines:
        days = dates.find_dates(line) if found else []
        if len(days) == 1 and days[0].as_written == line:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def lines_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The words of paragraphs as items() takes them: white space run together; a line broken within a paragraph begins
    one of its own only where it begins an item.
    """
    found: list[str] = []
    for paragraph in paragraphs:
        for number, line in enumerate(paragraph.words.split("\n")):
            words = " ".join(line.split())
            if not words:
                continue
            if number and found and not items([words])[0].marker:
                found[-1] = f"{found[-1]}\n{words}"
            else:
                found.append(words)
    return found


def _guessed_year(written: str) -> str:
    """The year at the end of a date's words where its digits stand apart or are of two kinds; else nothing."""
    match = _YEAR_AT_END.search(written)
    year = match[0].strip() if match else ""
    return year if year and _SPLIT_YEAR.search(year) else ""
