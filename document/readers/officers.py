"""Splits the words of the fourth column into officers, and each officer into name, position and unit."""

import re
from collections.abc import Sequence

from document.values import Officer

# "นาย" begins offices and professions too: นายกองค์การบริหารส่วนตำบล, นายช่างโยธา, นายแพทย์.
_NOT_MISTER = (
    r"(?!ก(?:องค์การ|เทศมนตรี|อบ[ตจ]\.|เมือง|สมาคม|สภา|รัฐมนตรี|\s|$)"
    r"|ช่าง|แพทย์|สัตวแพทย์|อำเภอ|ทะเบียน|ด่าน|เวร|ตรวจ|ท่า|ทหาร|ตำรวจ)"
)
_GRADE = r"(?:เอก|โท|ตรี)"
_RANK = (
    rf"(?:พล|พัน|ร้อย|จ่าสิบ|สิบ)(?:ตำรวจ)?{_GRADE}|(?:พัน)?จ่า{_GRADE}|(?:นาวา|เรือ)(?:อากาศ)?{_GRADE}|ดาบตำรวจ"
    r"|พล\.?ต\.?[อทต]\.|พ\.ต\.?[อทต]\.|พ\.[อทต]\.|ร\.ต\.?[อทต]\.|ร\.[อทต]\.|จ\.?ส\.?[อทต]\.|ด\.ต\."
    r"|ส\.?ต\.?[อทต]\.|ส\.[อทต]\.|พ\.จ\.[อทต]\.|จ\.[อทต]\.|น\.[อทต]\."
)
TITLE = (
    rf"(?:(?:ว่าที่\s?)?(?:{_RANK})(?:\s?หญิง)?|ดร\.|ผศ\.|รศ\.|ศ\.|นพ\.|พญ\.|ม\.ล\.|ม\.ร\.ว\.|หม่อมหลวง|หม่อมราชวงศ์"
    rf"|น\.ส\.|นางสาว|นาง(?!รอง)|นาย{_NOT_MISTER})"
)
_START = re.compile(rf"(?:(?<=\s)|^)(?=(?:(?:[0-9๐-๙]{{1,2}}[.)]|[-–•])\s*)?{TITLE})")
_LEAD = re.compile(rf"(?:^|\s)(?:{TITLE}|ว่าที่|[0-9๐-๙]{{1,2}}[.)]|[-–•])\s*$")
_MARK = re.compile(r"(?:(?:[0-9๐-๙]{1,2}[.)]|[-–•])\s*)?")
_NAME = re.compile(rf"(?P<name>(?:{TITLE}\s?){{1,4}}\S{{1,80}}\s+\S{{1,80}}(?:\s+ณ\s+\S{{1,80}})?)")
_UNIT = re.compile(
    r"(?:(?<=\s)|^)(?:สังกัด\s*)?(?:สำนัก|กอง|ฝ่าย|งาน|ส่วน|ศูนย์|โรงเรียน|แผนก|กลุ่ม|หน่วย|คณะ|วิทยาลัย|โรงพยาบาล"
    r"|เทศบาล|องค์การ|อบต|อบจ|กรม|จังหวัด|อำเภอ)"
)


def officers(parts: Sequence[str]) -> tuple[tuple[Officer, bool], ...]:
    """The officers of a cell's paragraphs in order, each with whether its split is a guess.

    An officer begins at a title (นาย, นาง, นางสาว, ranks, ดร.); a cell without one holds a single officer.
    """
    text = " ".join(parts)
    starts = [match.start() for match in _START.finditer(text)]
    # ดร. or a rank may follow another title, and a title its number: only the first of them begins an officer.
    starts = [start for start in starts if not _LEAD.search(text[max(0, start - 30) : start])]
    if not starts or starts[0] > 0:
        starts = [0, *starts]
    chunks = (text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    return tuple(split_officer(chunk) for chunk in chunks if chunk)


def split_officer(written: str) -> tuple[Officer, bool]:
    """One officer's words as name, position and unit, and whether that was a guess; the words themselves are kept."""
    mark = _MARK.match(written)
    text = written[mark.end() :] if mark else written
    match = _NAME.match(text)
    if match:
        name, rest = match["name"], text[match.end() :]
    else:
        # No title or no surname: two words are taken for the name.
        words = text.split(" ", 2)
        name, rest = " ".join(words[:2]), " ".join(words[2:])
    position, unit = _post(rest)
    return Officer(name, position, unit, written), match is None or not (position and unit)


def name_and_rest(text: str) -> tuple[str, str]:
    """Title, first name and surname, and what follows them; all is name where these can't be told."""
    match = _NAME.match(text)
    return (match["name"], text[match.end() :].strip()) if match else (text, "")


def _post(text: str) -> tuple[str, str]:
    """Position and unit; without the first word of a unit all is position."""
    text = re.sub(r"^\s*ตำแหน่ง\s*:?\s*", "", text).strip()
    match = _UNIT.search(text)
    start = match.start() if match else len(text)
    return text[:start].strip(), text[start:].strip()
