"""Splits the words of the fourth column into officers, and each officer into name, position and unit."""

import re
from collections.abc import Sequence

from document.understanding.telephone import without_telephone
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
_IN_BRACKETS = re.compile(rf"(?P<unit>[^()]{{2,120}}?)\s*\(\s*(?P<name>{TITLE}[^()]{{3,120}})\)")
_UNIT_WORD = (
    r"(?:ส[ำา]นัก|กอง(?!ทุน)|ฝ่าย|งาน|ส่วน|ศูนย์|โรงเรียน|แผนก|กลุ่ม|หน่วย|คณะ(?!กรรมการ|ท[ำา]งาน)|วิทยาลัย|โรงพยาบาล"
    r"|เทศบาล|องค์การ|อบต|อบจ|กรม|จังหวัด|อ[ำา]เภอ|ทุก(?:กอง|ส่วน|ส[ำา]นัก|หน่วย|ฝ่าย|งาน))"
)
_UNIT = re.compile(rf"(?:(?<=\s)|^)(?:สังกัด\s*)?{_UNIT_WORD}")
# Words by which a post begins that stands without a name.
_POST_WORD = (
    r"(?:(?:รอง|ผู้ช่วย)?(?:ผู้อ[ำา]นวยการ|ผอ\.|หัวหน้า|หน\.|ปลัด|นายก|เลขานุการ)|ผู้บริหาร|ผู้รับผิดชอบ|ผู้บังคับบัญชา|เจ้าหน้าที่|เจ้าพนักงาน"
    r"|นัก[ก-๙]|นิติกร|พยาบาล|แพทย์|เภสัชกร|ทันตแพทย์|สารวัตร|รองสารวัตร|ผู้กำกับ|อาจารย์|(?:รอง)?(?:อธิการบดี|คณบดี|อธิบดี)|นายช่าง|วิศวกร"
    r"|นายอ[ำา]เภอ|ก[ำา]นัน|ผช\.|คณะกรรมการ|คณะท[ำา]งาน|บุคลากร|พนักงาน|ครู|ผู้เกี่ยวข้อง)"
)
_ALONE = re.compile(rf"(?:สังกัด\s*)?(?P<unit>{_UNIT_WORD})|(?P<post>{_POST_WORD})")
_NOBODY = re.compile(r"[-–—.…_\s]*|ไม่มี")
# A slash parts two of them where the second begins as one does; behind a person's name a post may hold one itself.
_SLASH_BEFORE = re.compile(rf"\s*/\s*(?=(?:{TITLE}|{_UNIT_WORD}))")
_SLASH_BEFORE_ANY = re.compile(rf"\s*/\s*(?=(?:{TITLE}|{_UNIT_WORD}|{_POST_WORD}))")


def officers(parts: Sequence[str]) -> tuple[tuple[Officer, bool], ...]:
    """The officers of a cell's paragraphs in order, each with whether its split is a guess; a dash is nobody.

    An officer begins at a title (นาย, นาง, นางสาว, ranks, ดร.) or behind a slash; a cell without either holds a single
    officer, a unit or a post. Telephone numbers are left out.
    """
    text = without_telephone(" ".join(" ".join(parts).split()))
    if _NOBODY.fullmatch(text):
        return ()
    starts = [match.start() for match in _START.finditer(text)]
    # ดร. or a rank may follow another title, and a title its number: only the first of them begins an officer.
    starts = [start for start in starts if not _LEAD.search(text[max(0, start - 30) : start])]
    if not starts or starts[0] > 0:
        starts = [0, *starts]
    chunks = (text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    pieces = (piece.strip(" /") for chunk in chunks for piece in _between_slashes(chunk))
    return tuple(split_officer(piece) for piece in pieces if piece)


def _between_slashes(chunk: str) -> list[str]:
    mark = _MARK.match(chunk)
    is_person = _NAME.match(chunk, mark.end() if mark else 0)
    return (_SLASH_BEFORE if is_person else _SLASH_BEFORE_ANY).split(chunk)


def split_officer(written: str) -> tuple[Officer, bool]:
    """One officer's words as name, position and unit, and whether that was a guess; the words themselves are kept."""
    mark = _MARK.match(written)
    text = written[mark.end() :] if mark else written
    if inner := _IN_BRACKETS.fullmatch(text):
        position, unit = _post(inner["unit"])
        return Officer(inner["name"].strip(), position, unit, written), False
    match = _NAME.match(text)
    if match:
        rest = text[match.end() :]
        position, unit = _post(rest.lstrip(" ,"))
        return Officer(match["name"].rstrip(","), position, unit, written), bool(rest.strip()) and not (
            position and unit
        )
    if alone := _ALONE.match(text):
        position, unit = ("", text) if alone["unit"] else _post(text)
        return Officer("", position, unit, written), False
    # No title or no surname: two words are taken for the name.
    words = text.split(" ", 2)
    position, unit = _post(" ".join(words[2:]))
    return Officer(" ".join(words[:2]), position, unit, written), True


def is_post_of(person: str, words: str) -> bool:
    """Whether words on a line of their own are the post or unit of a person who is named on the line before."""
    return bool(_NAME.match(person) and _ALONE.match(words))


def name_and_rest(text: str) -> tuple[str, str]:
    """Title, first name and surname, and what follows them; all is name where these can't be told."""
    match = _NAME.match(text)
    return (match["name"], text[match.end() :].strip()) if match else (text, "")


def _post(text: str) -> tuple[str, str]:
    """Position and unit; without the first word of a unit all is position."""
    text = re.sub(r"^\s*ต[ำา]แหน่ง\s*:?\s*", "", text).strip()
    if text.startswith("(") and text.find(")") == len(text) - 1:
        text = text[1:-1].strip()
    match = _UNIT.search(text)
    start = match.start() if match else len(text)
    return text[:start].strip(), text[start:].strip()


def as_guess(officer: Officer) -> str:
    """How an officer's words were split where that is a guess."""
    return (
        f"แบ่ง “{officer.as_written[:80]}” โดยคาดเดาเป็น ชื่อ “{officer.name[:80]}” "
        f"ตำแหน่ง “{officer.position[:80] or '-'}” หน่วยงาน “{officer.unit[:80] or '-'}”"
    )
