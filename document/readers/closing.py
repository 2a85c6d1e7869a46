"""The parts outside the table: the years in the opening, the reporter's block, the agency behind a unit's name."""

import re
from dataclasses import dataclass
from datetime import date

from document.errors import Problem
from document.readers.officers import name_and_rest
from document.values import CAPACITY_WORDS, Approver, Capacity, Reporter
from thai.dates import parse_date
from thai.digits import to_arabic

_YEAR = re.compile(r"(?:ปี(?:งบประมาณ)?|ประจำปี|พ\.\s?ศ\.)\s*(?:พ\.\s?ศ\.)?\s*(?P<year>2[5-6][0-9]{2}|2700)(?![0-9])")
_REPORTER = re.compile(
    r"ผู้รายงาน\s*:(?P<name>.*?)(?:กองงาน|กอง/งาน|สำนัก/กอง|สังกัด)\s*:(?P<unit>.*?)"
    r"(?:ว\s*/\s*ด\s*/\s*ป|วันที่รายงาน)\s*:?(?P<day>.*)",
    re.DOTALL,
)
_APPROVER = re.compile(r"\s*ผู้อนุมัติ\s*:(?P<name>.*?)ตำแหน่ง\s*:(?P<post>.*)", re.DOTALL)
_AGENCY = re.compile(r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล)|อบ[ตจ]\.|จังหวัด|อำเภอ|(?<!แ)กรม)\s*\S+")
_LABEL = re.compile(r"(?:ผู้รายงาน|กองงาน|กอง/งาน|สำนัก/กอง|สังกัด|ผู้อนุมัติ|ตำแหน่ง)\s*:|ว\s*/\s*ด\s*/\s*ป|วันที่รายงาน")
LONGEST = 3000  # bounds the work of the patterns above too
_WHOLE_NAMES = ("กรุงเทพมหานคร", "เมืองพัทยา")


@dataclass(frozen=True, slots=True)
class Closing:
    """The reporter's block and, where it stands after it, the approver's."""

    reporter: Reporter
    reported_on: date | None
    as_written: str
    approver: Approver | None
    mistakes: tuple[Problem, ...]


def read_years(title: list[str], opening: list[str]) -> tuple[int, int] | None:
    """The assessed year and the measures' year in the order of the opening; the title helps out with the second."""
    text = to_arabic(" ".join([*opening, *title]))
    years = list(dict.fromkeys(int(match["year"]) for match in _YEAR.finditer(text)))
    return (years[0], years[1]) if len(years) >= 2 else None


def read_closing(lines: list[str], number: int) -> Closing:
    """The block `ผู้รายงาน : … กองงาน : … ว/ด/ป …`, on one line or several, and `ผู้อนุมัติ : … ตำแหน่ง : …` after it.

    `number` is the line in the file where it begins.
    """
    place = f"ผู้รายงาน (บรรทัดที่ {number})"
    if sum(map(len, lines)) > LONGEST:
        return Closing(Reporter("", ""), None, "", None, (Problem(place, f"ยาวเกิน {LONGEST} ตัวอักษร"),))
    start = next((index for index, line in enumerate(lines) if line.startswith("ผู้อนุมัติ")), len(lines))
    approver, mistakes = _approver(" ".join(lines[start:]))
    match = _REPORTER.fullmatch(" ".join(lines[:start]))
    if not match:
        expected = "ต้องเป็น “ผู้รายงาน : ชื่อ กองงาน : หน่วยงาน ว/ด/ป วันที่” ครบทั้งสามส่วน แฟ้มอาจถูกตัด"
        return Closing(Reporter("", ""), None, "", approver, (*mistakes, Problem(place, expected)))
    name, position = name_and_rest(match["name"].strip())
    written = match["day"].strip()
    try:
        day = parse_date(written)
    except ValueError as error:
        mistakes = (*mistakes, Problem(f"{place} ว/ด/ป", f"พบ “{written[:60]}” {error}"))
        day = None
    return Closing(Reporter(name, match["unit"].strip(), position), day, written, approver, mistakes)


def read_agency(unit: str) -> str:
    """The agency at the end of a unit's name (`สำนักปลัดองค์การบริหารส่วนตำบลจำปา`); empty when there is none."""
    match = _AGENCY.search(unit)
    if match:
        return match[0].strip()
    return next((name for name in _WHOLE_NAMES if unit.endswith(name)), "")


def has_label(text: str) -> bool:
    """Whether a name, unit or post holds one of the labels that tell the closing block's fields apart."""
    return bool(_LABEL.search(text))


def _approver(text: str) -> tuple[Approver | None, tuple[Problem, ...]]:
    if not text:
        return None, ()
    match = _APPROVER.fullmatch(text)
    if not match:
        return None, (Problem("ผู้อนุมัติ", "ต้องเป็น “ผู้อนุมัติ : ชื่อ ตำแหน่ง : ตำแหน่ง”"),)
    post, capacity, office = _capacity(match["post"].strip())
    return Approver(match["name"].strip(), post, capacity, office), ()


def _capacity(post: str) -> tuple[str, Capacity, str]:
    for capacity, words in CAPACITY_WORDS.items():
        own, found, office = post.partition(words) if words else (post, "", "")
        if found and office.strip():
            return own.strip(), capacity, office.strip()
    return post, "own", ""
