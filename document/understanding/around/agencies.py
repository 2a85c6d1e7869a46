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
    r"วิทยาลัย(?:เทคนิค|อาชีวศึกษา|พยาบาล|ชุมชน|การอาชีพ)?",
    r"สถาบัน",
    r"ส[ำา]นักงาน(?!ปลัด|เลขา)(?=\S{3,}(?:จังหวัด|อ[ำา]เภอ|เขต)|คณะกรรมการ)",
    r"ที่ว่าการอ[ำา]เภอ",
    r"จังหวัด",
    r"อ[ำา]เภอ",
    r"(?<!แ)กรม(?!ธรรม์|การ)",
)
_AGENCY = re.compile(
    rf"(?:{'|'.join(_KINDS)})\s*[ก-๙A-Za-z0-9.\-–]+(?:\s+(?:จังหวัด|อ[ำา]เภอ)\s*[ก-๙]+)?(?:\s*\(องค์การมหาชน\))?"
)
_WHOLE_NAMES = ("กรุงเทพมหานคร", "เมืองพัทยา")
_PLACE_ALONE = re.compile(r"(?:จังหวัด|อ[ำา]เภอ)")


def read_agency(text: str) -> str:
    """The agency at the end of a unit's name (`สำนักปลัดองค์การบริหารส่วนตำบลจำปา`); empty when there is none."""
    match = _AGENCY.search(text)
    if match:
        return " ".join(match[0].split())
    return next((name for name in _WHOLE_NAMES if text.rstrip().endswith(name)), "")


def first_agency(texts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The first agency's name in texts, each with its place, and that place; empty where none names any.

    A province or district alone is where an agency lies: it counts only where nothing else names one.
    """
    found = [(name, place) for text, place in texts if (name := read_agency(text))]
    whole = [each for each in found if not _PLACE_ALONE.match(each[0])]
    return next(iter([*whole, *found]), ("", ""))
