"""One table row to one measure."""

import re
from dataclasses import dataclass, field

from document.doubts import Doubt
from document.errors import Problem
from document.fields import LONGEST
from document.readers.items import begins_list, first_list, items
from document.readers.layout import Row
from document.readers.officers import officers
from document.values import Action, ActionDate, MarkedText, Measure, Officer, Reference
from ita import codes
from ita.mentions import find_mentions
from thai import dates

_NUMBERED = re.compile(r"(?:[0-9๐-๙]{1,2}[.)]\s*)?(?=มาตรการ|ข้อ)")
_HEADING = re.compile(r"(?:มาตรการ(?:ที่\s*[0-9๐-๙]+)?\s*)?(?:ข้อ(?:ที่|คำถาม(?:ที่)?)?\s*)?(?P<rest>.*)", re.DOTALL)
# With letters among the digits, which ita.codes reads as a guess: E l3, O1O.
_NUMBER = r"[lI|Oo]*[0-9๐-๙][lI|Oo0-9๐-๙]*"
_CODE = re.compile(
    rf"(?P<code>(?:[A-Za-z|!๐0]\s?)?{_NUMBER}(?![0-9A-Za-z])|[^\s:]+)(?:\s*:|[.)]+)?\s*(?P<rest>.*)", re.DOTALL
)
_COLON = re.compile(r"\s*:(?=\s|$|\(?[0-9๐-๙]{1,2}[.)]\s)")
_CODE_LIKE = re.compile(rf"(?=.{{1,6}}\Z)(?:[^\s0-9๐-๙]{{0,2}}|[๐0])\s?{_NUMBER}")
NAMES = ("มาตรการ", "การดำเนินการ", "ผลลัพธ์", "ผู้รับผิดชอบ")


@dataclass(slots=True)
class RowReader:
    """Reads rows; mistakes and doubts gather here, so that one run names them all."""

    measures_year: int
    mistakes: list[Problem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def read(self, row: Row) -> Measure | None:
        """The row's measure; None when its code can't be read or its cells aren't four (the layout has said so)."""
        if len(row.cells) != len(NAMES):
            return None
        cells = row.cells
        for column, parts in enumerate(cells[1:], start=1):
            if not parts:
                self._doubt(row, column, "empty", f"ช่อง{NAMES[column]}ว่าง")
        found = self._heading(row, cells[0])
        actions = self._actions(row, cells[1])
        responsible = self._officers(row, cells[3])
        if found is None:
            return None
        code, written, question, heading, steps = found
        return Measure(
            code=code,
            code_as_written=written,
            tool=codes.tool_of(code),
            question=question,
            heading=heading,
            steps=steps,
            references=self._references(row, steps),
            actions=actions,
            outcomes=items(cells[2]),
            officers=responsible,
        )

    def _doubt(self, row: Row, column: int, kind: str, message: str, ordinal: int = 0) -> None:
        key = f"{kind}:{row.number}:{column + 1}" + (f":{ordinal}" if ordinal else "")
        self.doubts.append(Doubt(key, row.place(column), message))

    def _wrong(self, row: Row, column: int, message: str) -> None:
        self.mistakes.append(Problem(row.place(column), message))

    def _heading(self, row: Row, parts: list[str]) -> tuple[str, str, str, str, tuple[MarkedText, ...]] | None:
        if not parts:
            self._wrong(row, 0, "ช่องว่าง ต้องขึ้นต้นด้วย “มาตรการข้อ” ตามด้วยรหัสข้อคำถาม เช่น มาตรการข้อ E13")
            return None
        heading, rest = _cut_heading(parts[0])
        written, question = _code_and_question(heading)
        if not (question or rest) and len(parts) > 1 and not begins_list(parts[1]):
            # The question stands in a paragraph of its own.
            return self._heading(row, [f"{parts[0]} {parts[1]}", *parts[2:]])
        steps = items([*([rest] if rest else []), *parts[1:]])
        try:
            code, _ = codes.normalise(written)
        except ValueError as error:
            self._wrong(row, 0, f"พบ “{written[:40]}” หลัง “มาตรการข้อ” {error}")
            return None
        if len(written) > (longest := LONGEST["code_as_written"]):
            self._wrong(row, 0, f"พบ “{written[:40]}” หลัง “มาตรการข้อ” รหัสยาว {len(written)} ตัวอักษร รับได้ไม่เกิน {longest}")
            return None
        return code, written, question, heading, steps

    def _references(self, row: Row, steps: tuple[MarkedText, ...]) -> tuple[Reference, ...]:
        found: list[Reference] = []
        mentions = (mention for step in steps for mention in find_mentions(step.text))
        for number, mention in enumerate(mentions, start=1):
            readable = [reference for name in mention.names if (reference := self._reference(name))]
            if not readable or len(readable) < len(mention.names):
                self._doubt(row, 0, "reference-unread", f"อ่านรหัสใน “{mention.written[:60]}” ไม่ได้ครบ", number)
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

    def _actions(self, row: Row, parts: list[str]) -> tuple[Action, ...]:
        return tuple(Action(each.marker, each.text, self._dates(row, each.text)) for each in items(parts))

    def _dates(self, row: Row, text: str) -> tuple[ActionDate, ...]:
        found = []
        for each in dates.find_dates(text):
            if each.problem or each.start is None:
                self._wrong(row, 1, f"“{each.as_written}” {each.problem or 'อ่านวันที่ไม่ได้'}")
            else:
                found.append(ActionDate(each.start, each.end, each.open_ended, each.as_written))
        return tuple(found)

    def _officers(self, row: Row, parts: list[str]) -> tuple[Officer, ...]:
        found = officers(parts)
        for number, (officer, guessed) in enumerate(found, start=1):
            if guessed:
                self._doubt(row, 3, "officer", officer_guess(officer), number)
        return tuple(officer for officer, _ in found)


def officer_guess(officer: Officer) -> str:
    """How an officer's words were split where that is a guess."""
    return (
        f"แบ่ง “{officer.as_written[:80]}” โดยคาดเดาเป็น ชื่อ “{officer.name[:80]}” "
        f"ตำแหน่ง “{officer.position[:80] or '-'}” หน่วยงาน “{officer.unit[:80] or '-'}”"
    )


def _cut_heading(text: str) -> tuple[str, str]:
    """The heading with its colon, and the text after it; without a colon it ends where "1." begins."""
    end = first_list(text, _after_number(text))
    colon = _COLON.search(text, 0, end) if end < len(text) else _COLON.search(text)
    if colon and (end == len(text) or begins_list(text[colon.end() :].strip())):
        end = colon.end()
    return text[:end].strip(), text[end:].strip()


def _code_and_question(heading: str) -> tuple[str, str]:
    """The code as written and the question between code and colon."""
    lead = _HEADING.match(heading, _after_number(heading))
    match = _CODE.match(lead["rest"]) if lead else None
    if not match:
        return "", ""
    return match["code"].strip(), re.sub(r"\s*:$", "", match["rest"]).strip()


def _after_number(heading: str) -> int:
    """Where "มาตรการข้อ" begins in a row that numbers its measures: "1. มาตรการข้อ E13"."""
    match = _NUMBERED.match(heading)
    return match.end() if match else 0
