"""What may be somebody's personal data in a report: shown before it is published, for a person to decide on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from document import ReportDocument
from document.kinds.layouts import ANALYSIS, PROBLEMS, SUGGESTIONS, ListOf
from thai.text import readable


class Kind(StrEnum):
    """Which kind of personal data a text looks like."""

    CITIZEN = "citizen"
    PHONE = "phone"
    MAIL = "mail"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.CITIZEN: "เลข 13 หลักคล้ายเลขประจำตัวประชาชน",
    Kind.PHONE: "หมายเลขโทรศัพท์",
    Kind.MAIL: "ที่อยู่อีเมล",
}


@dataclass(frozen=True)
class Found:
    """One place: `text` as it stands there, `where` in Thai, `part` the same for programs (see in_report)."""

    kind: Kind
    text: str
    where: str
    part: str = ""

    @property
    def key(self) -> tuple[Kind, str]:
        """The same for the same number or address, however it is spaced."""
        return self.kind, re.sub(r"[^0-9A-Za-z@+]", "", self.text).lower()


# What may stand between two digits; a number may be broken over two lines.
_GAP = r"[\s.\-–—_/]{0,3}"
_SPACE = r"[\s.\-–—_]{0,3}"
# Looked for at every place, also inside what was no citizen's number: a match never hides the next one.
_THIRTEEN = re.compile(rf"(?<![0-9])(?=([0-9](?:{_GAP}[0-9]){{12}})(?![0-9]))")
_MOBILE = "|".join(
    [
        rf"[689][0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}",
        rf"[689]{_SPACE}[0-9]{{4}}{_SPACE}[0-9]{{4}}",  # with a slash it would be a month and two years
    ]
)
_FIXED = "|".join(
    [
        rf"2\)?{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}",
        rf"[3457][0-9]\)?{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}",
    ]
)
_PHONE = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:(?:\+|00)66{_GAP}(?:\(0\))?{_GAP}|\(?0)(?:{_MOBILE}|{_FIXED})|66{_GAP}(?:{_MOBILE}))(?![0-9])"
)
_LABEL = r"(?:[A-Za-z0-9\-]{1,63}|[ก-๛\-]{1,63})"
_MAIL = re.compile(
    rf"[A-Za-z0-9._%+\-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,5}}|[ก-๛0-9._\-]{{1,64}}@(?:{_LABEL}\.){{1,5}}ไทย"
)


def find(text: str, where: str, part: str = "") -> Iterator[Found]:
    """All that looks like it in a text, whatever its digits and spaces."""
    plain = readable(text)
    for match in _THIRTEEN.finditer(plain):
        if is_citizen_number(match[1]):
            yield Found(Kind.CITIZEN, _in_a_line(match[1]), where, part)
    yield from (Found(Kind.PHONE, _in_a_line(match[0]), where, part) for match in _PHONE.finditer(plain))
    yield from (Found(Kind.MAIL, match[0], where, part) for match in _MAIL.finditer(plain))


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def is_citizen_number(text: str) -> bool:
    """Whether thirteen digits end in the digit that checks the twelve before."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 13:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == digits[-1]


def in_report(document: ReportDocument, pages: Iterable[str] = (), names: Iterable[str] = ()) -> list[Found]:
    """In what was typed, in file `names`, and in the `pages` of a PDF: there only what stands nowhere else.

    `part` is a field of the document, `measures:2` for its third measure, nothing for a file or a page.
    """
    typed = [found for part, where, text in _texts(document) for found in find(text, where, part)]
    typed += [found for name in names for found in find(name, f"ชื่อไฟล์ {name}")]
    known = {found.key for found in typed}
    for number, text in enumerate(pages, start=1):
        for found in find(text, f"หน้า {number} ของไฟล์ PDF"):
            if found.key not in known:
                typed.append(found)
    return typed


def _texts(document: ReportDocument) -> Iterator[tuple[str, str, str]]:
    yield "title", "ชื่อรายงาน", document.title
    yield "opening", "ข้อความนำ", document.opening
    yield from _lists(document, ANALYSIS)
    for number, measure in enumerate(document.measures):
        part, place = f"measures:{number}", f"มาตรการ {measure.code_as_written or measure.called}"
        yield part, place, "\n".join([measure.heading, measure.question, *(step.text for step in measure.steps)])
        yield part, f"{place} รายละเอียด", "\n".join(f"{each.label} {each.text}" for each in measure.details)
        yield part, f"{place} สรุปผลการดำเนินการ", "\n".join(action.printed for action in measure.actions)
        yield part, f"{place} ผลลัพธ์", "\n".join(outcome.text for outcome in measure.outcomes)
        yield part, f"{place} สถานะ", measure.standing
        yield part, f"{place} ผู้รับผิดชอบ", "\n".join(officer.printed for officer in measure.officers)
    yield from _lists(document, (PROBLEMS, SUGGESTIONS))
    reporter = document.reporter
    yield "reporter", "ผู้รายงาน", " ".join([reporter.name, reporter.position, reporter.unit])
    yield "cover", "ส่วนหัวของบันทึกข้อความ", "\n".join(f"{each.label} {each.text}" for each in document.cover)
    for item in document.evidence:
        called = document.measures[item.measure - 1].called
        yield (
            f"measures:{item.measure - 1}",
            f"หลักฐานของมาตรการ {called}",
            f"{item.caption}\n{item.name}\n{item.address}",
        )
    if document.approver:
        yield "approver", "ผู้อนุมัติ", f"{document.approver.name} {document.approver.printed_post}"


def _lists(document: ReportDocument, lists: Iterable[ListOf]) -> Iterator[tuple[str, str, str]]:
    for each in lists:
        yield each.name, each.heading, "\n".join(item.text for item in each.items(document))
