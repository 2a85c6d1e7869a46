"""The name of the agency, out of the words in which it stands: a unit's name, a post, a title, a memo's head."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Kinds of agencies whose name follows the kind, the longer before the shorter; SARA AM may be lost.
_KINDS = (
    r"องค์การบริหารส่วน(?:ต[ำา]บล|จังหวัด)",
    r"เทศบาล(?:นคร|เมือง|ต[ำา]บล)",
    r"อบ[ตจ]\.",
    r"ท[ตมน]\.(?=\s?[ก-๙])",
    r"มหาวิทยาลัย(?:ราชภัฏ|เทคโนโลยี(?:ราชมงคล)?)?",
    r"โรงพยาบาล(?:ส่งเสริมสุขภาพต[ำา]บล)?",
    r"โรงเรียน",
    r"วิทยาลัย(?:เทคนิค|อาชีวศึกษา|พยาบาล|ชุมชน|การอาชีพ)?",
    r"สถาบัน",
    r"สถานีต[ำา]รวจ(?:ภูธร|นครบาล|ทางหลวง|ท่องเที่ยว)?",
    r"ส[ำา]นักงาน(?!ปลัด|เลขา)(?=\S{3,}(?:จังหวัด|อ[ำา]เภอ|เขต)|คณะกรรมการ|เขต)",
    r"ที่(?:ว่าการ|ท[ำา]การปกครอง)(?:อ[ำา]เภอ|จังหวัด)",
    r"จังหวัด",
    r"อ[ำา]เภอ",
    r"(?<!แ)กรม(?!ธรรม์|การ)",
)
# Words that follow the kind in a post or a sentence and begin no name.
_NO_NAME = r"(?!รักษาราชการ|ปฏิบัติ|ประจ[ำา]|ปีงบ|พ\.\s?ศ\.|ได้|ที่|และ|จึง|ด[ำา]เนิน|มี|ของ)"
_PUBLIC = r"(?:\s*\(องค์การมหาชน\))?"
_AGENCY = re.compile(
    rf"(?P<kind>{'|'.join(_KINDS)})\s*{_NO_NAME}[ก-๙A-Za-z0-9.\-–]+"
    rf"(?:(?<=[ก-๙])\s+เขต\s*[0-9๐-๙]{{1,2}})?{_PUBLIC}"
)
_WHOLE_NAMES = ("กรุงเทพมหานคร", "เมืองพัทยา")
_PLACE_ALONE = re.compile(r"(?:จังหวัด|อ[ำา]เภอ)")
# Where a district's or a province's office stands is part of its name: ที่ว่าการอำเภอเมือง จังหวัดน่าน.
_OF_A_DISTRICT = re.compile(r"ที่(?:ว่าการ|ท[ำา]การปกครอง)อ[ำา]เภอ")
_ITS_PROVINCE = re.compile(r"\s+จังหวัด\s*[ก-๙]+")
_SHORT = (("อบต.", "องค์การบริหารส่วนตำบล"), ("อบจ.", "องค์การบริหารส่วนจังหวัด"))
_SHORT_TOWNS = (("ทต.", "เทศบาลตำบล"), ("ทม.", "เทศบาลเมือง"), ("ทน.", "เทศบาลนคร"))


def read_agency(text: str) -> str:
    """The agency at the end of a unit's name (`สำนักปลัดองค์การบริหารส่วนตำบลจำปา`); empty when there is none."""
    match = _AGENCY.search(text)
    if match:
        province = _ITS_PROVINCE.match(text, match.end()) if _OF_A_DISTRICT.match(match[0]) else None
        return " ".join((match[0] + (province[0] if province else "")).split())
    return next((name for name in _WHOLE_NAMES if text.rstrip().endswith(name)), "")


def is_agency(line: str) -> bool:
    """Whether a line begins with an agency's name, or is one."""
    return bool(_AGENCY.match(line)) or line.strip() in _WHOLE_NAMES


def first_agency(texts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The first agency's name in texts, each with its place, and that place; empty where none names any.

    A province or district alone is where an agency lies: it counts only where nothing else names one. A name that
    another text writes out goes by that text: อบต.จำปา by องค์การบริหารส่วนตำบลจำปา.
    """
    found = [(name, place) for text, place in texts if (name := read_agency(text))]
    whole = [each for each in found if not (_PLACE_ALONE.match(each[0]) or each[0] in _WHOLE_NAMES)]
    first = next(iter([*whole, *found]), ("", ""))
    longer = (each for each in found if _is_written_out(first[0], each[0]))
    return next(longer, first)


def _is_written_out(name: str, longer: str) -> bool:
    """Whether another text has the same agency's name with all its parts."""
    plain = name.replace(" ", "")
    if longer.replace(" ", "").startswith(f"{plain}("):
        return True
    return any(
        plain.startswith(short) and longer.replace(" ", "") == long + plain.removeprefix(short)
        for short, long in (*_SHORT, *_SHORT_TOWNS)
    )
