"""What stands before the table: the head of a memo, the title, the opening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from document.grid import Paragraph
from document.understanding.around.agencies import is_agency
from document.understanding.telephone import without_telephone
from document.values import Detail, DetailKind

# An opening begins so; without one the last paragraph before the table is the opening, unless it is of the title.
_OPENING = re.compile(r"ตาม|ด้วย|จากผล|จากการ|อาศัย|สืบเนื่อง|เนื่อง(?:ด้วย|จาก)")
_OF_TITLE = re.compile(
    r"(?:รายงาน|สรุป|แผน|แบบ|มาตรการ|การ|ของ|ประจ[ำา]|ปี(?:งบ)?|พ\.\s?ศ\.|ข้อมูล|ณ\s|รอบ|ไตรมาส|ครั้งที่|\()|.{0,6}(?:ITA|ประจ[ำา]ปี)"
)
# A heading of what follows the title.
_SECTION = re.compile(
    r"(?:(?:ส่วน|บท)ที่\s*)?\(?[0-9๐-๙]{1,2}[.)]?\s*(?:ความเป็นมา|ความน[ำา]|บทน[ำา]|หลักการ|วัตถุประสงค์|ผลการ|การวิเคราะห์|การด[ำา]เนิน|มาตรการ|สรุป)"
    r"|(?:ความเป็นมา|บทน[ำา]|หลักการและเหตุผล|วัตถุประสงค์)"
)
_SAYS = re.compile(r"ดัง(?:นี้|ต่อไปนี้|กล่าว)|นั้น|จึง|ได้(?:ด[ำา]เนิน|จัด|รับ|ก[ำา]หนด)|ขอรายงาน|ปรากฏ|โดยมี|มีผล")
_LONGEST_OF_TITLE = 120
_MEMO = re.compile(r"บันทึกข้อความ$")
_LABELS: Final[tuple[tuple[DetailKind, str, re.Pattern[str]], ...]] = (
    ("from", "ส่วนราชการ", re.compile(r"ส่วน(?:ราชการ|งาน)\s*:?\s+(?P<rest>.+)")),
    ("number", "ที่", re.compile(r"ที่\s*:?\s+(?P<rest>\S.{0,60}?)(?=\s+วันที่|$)")),
    ("date", "วันที่", re.compile(r"(?:.*\s)?วันที่\s*:?\s*(?P<rest>[0-9๐-๙].*)")),
    ("subject", "เรื่อง", re.compile(r"เรื่อง\s*:?\s+(?P<rest>.+)")),
    ("to", "เรียน", re.compile(r"เรียน\s*:?\s+(?P<rest>.+)")),
)


@dataclass(slots=True)
class Cover:
    """The memo's head as details, and the lines of title and opening."""

    details: list[Detail] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    has_telephone: bool = False

    def of(self, kind: DetailKind) -> str:
        """The words of the memo's head of this kind, empty where it has none."""
        return next((each.text for each in self.details if each.kind == kind), "")


def read_cover(paragraphs: Sequence[Paragraph]) -> Cover:
    """The parts of what stands before the table; a memo's subject is the title where no title stands there."""
    cover, lines = Cover(), [each.words.strip() for each in paragraphs]
    if any(_MEMO.match(line) for line in lines[:3]) or sum(bool(_labelled(line)) for line in lines[:8]) >= 3:
        lines = [line for line in lines if not _taken(line, cover)]
    start = next((index for index, line in enumerate(lines) if index and _begins_opening(line)), _end_of_title(lines))
    if cover.of("subject"):
        start = next((index for index, line in enumerate(lines) if _OPENING.match(line)), start)
    cover.title, cover.opening = lines[:start], lines[start:]
    if cover.of("subject"):
        cover.opening = [*cover.title, *cover.opening]
        cover.title = [cover.of("subject")]
    return cover


def _end_of_title(lines: Sequence[str]) -> int:
    """Where a title ends that no opening of the usual words follows: its last line may be an agency or a year."""
    last = lines[-1] if len(lines) > 1 else ""
    is_title = len(last) < _LONGEST_OF_TITLE and not _SAYS.search(last) and (_OF_TITLE.match(last) or is_agency(last))
    return len(lines) if is_title else max(1, len(lines) - 1)


def _begins_opening(line: str) -> bool:
    return bool(_OPENING.match(line) or (len(line) < _LONGEST_OF_TITLE and _SECTION.match(line)))


def _labelled(line: str) -> list[tuple[DetailKind, str, str]]:
    """The parts of the memo's head on a line, as kind, label and words; a number and a date may share one."""
    found: list[tuple[DetailKind, str, str]] = []
    for kind, label, pattern in _LABELS:
        match = pattern.match(line)
        if match and not (kind == "date" and found and found[0][0] != "number"):
            found.append((kind, label, match["rest"].strip()))
    return found


def _taken(line: str, cover: Cover) -> bool:
    if _MEMO.match(line):
        return True
    found = _labelled(line)
    for kind, label, words in found:
        plain = without_telephone(words)
        cover.has_telephone = cover.has_telephone or plain != words
        if plain and not cover.of(kind):
            cover.details.append(Detail(kind, label, plain))
    return bool(found)
