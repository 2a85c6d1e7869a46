"""Evidence of another year than the one that is asked for: by what it says of itself, and by its own day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence import names
from evidence.checks.doubt import Doubt, Piece
from thai.dates.finding import find_dates
from thai.dates.showing import format_date
from thai.digits import to_arabic
from thai.fiscal import BUDDHIST_ERA, fiscal_range, fiscal_year

_FIRST_PAGE = 1500  # characters of a text in which a document says what it is
_ERA = r"พ\s?\.?\s?ศ\s?\.{0,3}"
_YEAR_WORD = rf"(?:ปีงบประมาณ|ปีงบ|งบประมาณ|ประจำปี|ปี|{_ERA})"
_FULL = re.compile(r"(?<![0-9])(25[0-9]{2})(?![0-9])")
_SHORT = re.compile(rf"{_YEAR_WORD}\s*(?:{_ERA}\s*)?([4-9][0-9])(?![0-9])")
_SPAN = re.compile(r"(?<![0-9])(25[0-9]{2})\s?[-–—]\s?(25[0-9]{2})(?![0-9])")
_OF_A_YEAR = re.compile(
    rf"(?:ปีงบประมาณ|ปีงบ|งบประมาณ|ประจำปี)[^\n]{{0,4}}(?:{_ERA}\s*)?(25[0-9]{{2}}|[4-9][0-9])(?![0-9])"
)
# The year in the name of a law is when it was made.
_LAW = re.compile(
    rf"(?:พระราชบัญญัติ|พระราชกฤษฎีกา|พ\.ร\.บ\.|กฎกระทรวง|ระเบียบ|รัฐธรรมนูญ|ข้อบัญญัติ)[^\n]{{0,150}}?{_ERA}\s*[0-9]{{4}}"
)
# A camera's number: IMG_2563 is no year.
_CAMERA = re.compile(r"^(?:IMG|DSCF?|DSCN|PXL|VID|SCAN|LINE|ALBUM|SCREENSHOT|S|P)?[_\- ]*[0-9_\- .()]+$", re.IGNORECASE)


def wrong_year(piece: Piece) -> Iterator[Doubt]:
    """A doubt where caption, name or first page names years, and none of them is asked for.

    A report of results may be of the year before: some lists ask for that one. Names of laws are passed over.
    """
    asked = asked_years(piece)
    found = [(place, years) for place, years in _said(piece) if years and not years & asked]
    if found:
        places = " และ".join(f"{place}ระบุปี {' '.join(map(str, sorted(years)))}" for place, years in found)
        whose = f"ข้อ {piece.item} ของปี {piece.year}" if piece.item else f"มาตรการปี {piece.year}"
        wanted = " หรือ ".join(map(str, sorted(asked)))
        message = f"{places} แต่หลักฐานของ{whose} ควรเป็นของปี {wanted} โปรดตรวจว่าเลือกเอกสารถูกปี หากผิด โปรดแทนที่"
        seen = tuple(f"{place} {sorted(years)}" for place, years in found)
        yield Doubt("wrong_year", message, (*seen, wanted))


def outside_the_year(piece: Piece) -> Iterator[Doubt]:
    """A doubt where the day that it speaks for lies outside its fiscal year."""
    day = piece.speaks_for
    if day is None or fiscal_year(day) == piece.year:
        return
    first, last = fiscal_range(piece.year)
    message = (
        f"หลักฐานลงวันที่ {format_date(day)} อยู่นอกปีงบประมาณ {piece.year} "
        f"({format_date(first)} ถึง {format_date(last)}) โปรดตรวจวันที่ หรือแทนที่ด้วยหลักฐานในปีนี้"
    )
    yield Doubt("outside_year", message, (day.isoformat(), str(piece.year)))


def asked_years(piece: Piece) -> set[int]:
    """The fiscal years of which a document may be, for its item in the measure's year."""
    return {piece.year, piece.year - 1} if piece.item_text.startswith("รายงานผล") else {piece.year}


def _said(piece: Piece) -> Iterator[tuple[str, set[int]]]:
    stem = names.stem(piece.name) if piece.name else ""
    if piece.caption != stem:
        yield "คำบรรยาย", years_in(piece.caption)
    if not _CAMERA.match(stem):
        yield "ชื่อไฟล์", years_in(stem.replace("_", " "))
    first = to_arabic(piece.text[:_FIRST_PAGE])
    if _OF_A_YEAR.search(_LAW.sub(" ", first)):
        yield "หน้าแรกของเอกสาร", years_in(first)


def years_in(text: str) -> set[int]:
    """The years that a text names, in the Buddhist era, whatever its digits: 2566, ๒๕๖๖, ปี 66, พ.ศ..2566.

    A date is of its fiscal year and of its own one.
    """
    plain = _LAW.sub(" ", to_arabic(text))
    years: set[int] = set()
    for each in reversed(find_dates(plain)):
        days = [day for day in (each.start, each.end) if day]
        years.update(year for day in days for year in (fiscal_year(day), day.year + BUDDHIST_ERA))
        plain = plain[: each.at[0]] + " " + plain[each.at[1] :]
    for first, last in _SPAN.findall(plain):
        years.update(range(int(first), int(last) + 1))
    years.update(int(year) for year in _FULL.findall(plain))
    years.update(2500 + int(year) for year in _SHORT.findall(plain))
    return years
