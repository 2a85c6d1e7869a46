"""The end of a report: who reports and on which day, who approves, and what else is written there.

Two ways of writing it are known, and any mixture: labels with colons (`ผู้รายงาน : … กองงาน : … ว/ด/ป …`), and blocks to
sign (`ลงชื่อ … ผู้รายงาน`, the name in brackets, the post, the day).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from document.doubts import Doubt
from document.understanding.officers import TITLE, name_and_rest
from document.values import CAPACITY_WORDS, Approver, Capacity, Detail, Reporter
from thai.dates import find_dates, parse_date

_REPORTER = re.compile(
    r"ผู้รายงาน\s*:(?P<name>.*?)(?:กองงาน|กอง/งาน|สำนัก/กอง|สังกัด)\s*:(?P<unit>.*?)"
    r"(?:ว\s*/\s*ด\s*/\s*ป|วันที่รายงาน)\s*:?(?P<day>.*)",
    re.DOTALL,
)
_WHO = r"ผู้(?:รายงาน|จัดท[ำา](?:รายงาน|แผน|ข้อมูล)?|เสนอ(?:รายงาน|แผน)?)"
_LABELS = re.compile(
    rf"(?P<name>{_WHO})\s*(?::|(?={TITLE}))|(?P<unit>กองงาน|กอง/งาน|ส[ำา]นัก/กอง|สังกัด|หน่วยงาน)\s*:|(?P<approver>ผู้อนุมัติ)\s*:"
    r"|(?P<post>ต[ำา]แหน่ง)\s*:?|(?P<day>ว\s*/\s*ด\s*/\s*ป|วันที่รายงาน|วันที่)\s*:?"
)
_APPROVER = re.compile(r"\s*ผู้อนุมัติ\s*:(?P<name>.*?)ตำแหน่ง\s*:(?P<post>.*)", re.DOTALL)
_LABEL = re.compile(r"(?:ผู้รายงาน|กองงาน|กอง/งาน|สำนัก/กอง|สังกัด|ผู้อนุมัติ|ตำแหน่ง)\s*:|ว\s*/\s*ด\s*/\s*ป|วันที่รายงาน")
_SIGN = re.compile(r"(?:\(?\s*ลงชื่อ\s*\)?|ลงนาม)\s*[.…_\s]*(?P<rest>.*)")
_ROLE = re.compile(
    r"(?P<reporter>ผู้(?:รายงาน|จัดท[ำา]|เสนอ))|(?P<approver>ผู้อนุมัติ)"
    r"|(?P<approver_else>ผู้(?:เห็นชอบ|บังคับบัญชา|รับรอง|ตรวจสอบ))"
)
_IN_BRACKETS = re.compile(r"\(\s*(?P<name>[^()]{3,150}?)\s*\)")
_POST = re.compile(r"ต[ำา]แหน่ง\s*:?\s*(?P<post>.*)")
_DAY = re.compile(r"(?:วันที่|ว\s*/\s*ด\s*/\s*ป|ลงวันที่)\s*:?\s*(?P<day>.*)")
_BLANK = re.compile(r"[.…_\s]+")
_NOTHING = re.compile(r"[.…_/\s-]*")  # where a day or a name is to be written by hand
_DOTS = re.compile(r"[.…_]{3,}|…|_{2,}")
_ACTING = tuple(words for words in CAPACITY_WORDS.values() if words)
LONGEST = 3000  # bounds the work of the patterns above too


@dataclass(slots=True)
class Closing:
    """What the end of a report says; the day is None where none can be read, `as_written` its words."""

    reporter: Reporter = field(default_factory=lambda: Reporter("", ""))
    reported_on: date | None = None
    as_written: str = ""
    approver: Approver | None = None
    endorsements: tuple[Detail, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Signature:
    role: str = ""
    name: str = ""
    post: str = ""
    day: str = ""
    rank: str = ""  # before the dots on which a name is signed: พันตำรวจโท ........


def read_closing(lines: Sequence[str], place: str) -> Closing:
    """The closing in its lines, which stand at `place`."""
    if sum(map(len, lines)) > LONGEST:
        lines = _shortened(lines)
    start = next((index for index, line in enumerate(lines) if line.startswith("ผู้อนุมัติ")), len(lines))
    for end in range(1, start + 1):
        match = _REPORTER.fullmatch(" ".join(lines[:end]))
        if match and (end == start or _reads(match["day"])):
            closing = _of_the_form(match, place)
            closing.approver = _approver(" ".join(lines[start:]))
            closing.endorsements = tuple(Detail("endorsement", "", _plain(line)) for line in lines[end:start])
            return closing
    if any(_SIGN.match(line) or _is_name(line) or _RANK_ALONE.fullmatch(line) for line in lines):
        return _signed(lines, place)
    return _labelled(" ".join(lines), place)


def has_label(text: str) -> bool:
    """Whether a name, unit or post holds one of the labels that tell the closing block's fields apart."""
    return bool(_LABEL.search(text))


def begins_closing(line: str) -> bool:
    """Whether a line outside the table begins the end of a report."""
    return bool(
        re.match(rf"{_WHO}\s*(?::|$|(?={TITLE}))", line)
        or _SIGN.match(line)
        or _is_name(line)
        or _COURTESY.match(line)
        or _RANK_ALONE.fullmatch(line)
    )


_COURTESY = re.compile(r"จึงเรียน(?:มา)?เพื่อ|(?:ได้)?ตรวจ(?:สอบ)?(?:แล้ว)?ถูกต้อง(?:แล้ว)?$")
_RANK_ALONE = re.compile(rf"{TITLE}\s*[.…_\s]*")


def _of_the_form(match: re.Match[str], place: str) -> Closing:
    name, position = name_and_rest(match["name"].strip())
    written = match["day"].strip()
    day, doubts = _day(written, place)
    return Closing(Reporter(name, match["unit"].strip(), position), day, written, doubts=doubts)


def _labelled(text: str, place: str) -> Closing:
    """Labels in any order, some of them absent."""
    found = list(_LABELS.finditer(text))
    said: dict[str, str] = {}
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        label = match.lastgroup or ""
        of_approver = label in ("post",) and "approver" in said
        said.setdefault("approver_post" if of_approver else label, _plain(text[match.end() : end]))
    name, position = name_and_rest(said.get("name", ""))
    day, doubts = _day(said["day"], place) if said.get("day") else (None, ())
    approver = None
    if said.get("approver"):
        post, capacity, office = _capacity(said.get("approver_post", ""))
        approver = Approver(said["approver"], post, capacity, office)
    reporter = Reporter(name, said.get("unit", ""), position or said.get("post", ""))
    if text and not name:
        doubts = (*doubts, Doubt("reporter", place, f"ไม่พบชื่อผู้รายงานใน “{text[:60]}”"))
    return Closing(reporter, day, said.get("day", ""), approver, doubts=doubts)


def _signed(lines: Sequence[str], place: str) -> Closing:
    """Blocks to sign: the one that names itself the reporter's, else the first; the approver's likewise."""
    blocks, words = _blocks(lines)
    reporter = next((each for each in blocks if each.role == "reporter"), None)
    judging = [each for each in blocks if each.role.startswith("approver") and each is not reporter]
    approver = next((each for each in judging if each.role == "approver"), judging[0] if judging else None)
    rest = [each for each in blocks if each is not reporter and each is not approver and each.name]
    reporter = reporter or (rest.pop(0) if rest else None)
    approver = approver or (rest.pop(0) if rest else None)
    closing = Closing(endorsements=tuple(Detail("endorsement", "", each) for each in words))
    if reporter:
        closing.reporter = Reporter(reporter.name, "", reporter.post)
        closing.as_written = reporter.day
        if reporter.day:
            closing.reported_on, closing.doubts = _day(reporter.day, place)
    if approver and approver.name:
        post, capacity, office = _capacity(approver.post)
        closing.approver = Approver(approver.name, post, capacity, office)
    closing.endorsements += tuple(
        Detail("endorsement", "", " ".join(part for part in (each.name, each.post) if part)) for each in rest
    )
    return closing


def _blocks(lines: Sequence[str]) -> tuple[list[_Signature], list[str]]:
    """The blocks to sign, and the words that are of none."""
    blocks: list[_Signature] = []
    words: list[str] = []
    for line in lines:
        if match := _SIGN.match(line):
            name = _IN_BRACKETS.search(match["rest"])
            blocks.append(
                _Signature(_role(match["rest"]), _plain(name["name"]) if name else "", rank=_rank(match["rest"]))
            )
        elif _RANK_ALONE.fullmatch(line):
            blocks.append(_Signature(rank=_plain(line)))
        elif _is_name(line) or (
            blocks and blocks[-1].rank and not blocks[-1].name and _IN_BRACKETS.fullmatch(line.strip())
        ):
            if not blocks or blocks[-1].name:
                blocks.append(_Signature())
            blocks[-1].name = f"{blocks[-1].rank} {_plain(line.strip()[1:-1])}".strip()
        elif not (blocks and _taken(blocks[-1], line)) and not _NOTHING.fullmatch(line):
            words.append(_plain(line))
    return blocks, words


def _taken(block: _Signature, line: str) -> bool:
    """Whether a line under one to sign says its day, post or role, which the block then holds."""
    if match := _DAY.match(line):
        block.day = block.day or ("" if _NOTHING.fullmatch(match["day"]) else _plain(match["day"]))
    elif match := _POST.match(line):
        block.post = block.post or _plain(match["post"])
    elif not block.role and _ROLE.fullmatch(line.strip()):
        block.role = _role(line)
    elif block.post and (_ends_acting(block.post) or line.startswith(_ACTING)):
        block.post = f"{block.post} {_plain(line)}"
    elif block.name and not block.post and not _NOTHING.fullmatch(line) and not line.startswith(("-", "จึง")):
        block.post = _plain(line)
    else:
        return False
    return True


def _ends_acting(post: str) -> bool:
    """Whether a post ends where the office must follow in which somebody stands in."""
    return post.endswith(_ACTING)


def _rank(rest: str) -> str:
    """The rank or title before the dots of a line to sign, where no name stands on it."""
    match = re.match(rf"\s*(?P<rank>{TITLE})\s*[.…_]{{3,}}", rest)
    return match["rank"] if match else ""


def _is_name(line: str) -> bool:
    """Whether a line is a person's name in brackets, as it stands under a line to sign."""
    match = _IN_BRACKETS.fullmatch(line.strip())
    return bool(match and (re.match(rf"\s*{TITLE}", match["name"]) or _BLANK.fullmatch(match["name"])))


def _role(text: str) -> str:
    match = _ROLE.search(text)
    return (match.lastgroup or "") if match else ""


def _reads(written: str) -> bool:
    try:
        parse_date(written)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    """Words without the dots on which people write."""
    return " ".join(_DOTS.sub(" ", text).split()).strip(" :")


def _day(written: str, place: str) -> tuple[date | None, tuple[Doubt, ...]]:
    if not written:
        return None, (Doubt("reported-on", place, "ไม่พบวันที่รายงาน"),)
    try:
        return parse_date(written), ()
    except ValueError as error:
        found = [each for each in find_dates(f"วันที่ {written}") if each.start]
        if len(found) == 1:
            return found[0].start, ()
        return None, (Doubt("reported-on", f"{place} วันที่รายงาน", f"พบ “{written[:60]}” {error}"),)


def _approver(text: str) -> Approver | None:
    match = _APPROVER.fullmatch(text)
    if not match:
        return None
    post, capacity, office = _capacity(match["post"].strip())
    return Approver(match["name"].strip(), post, capacity, office)


def _capacity(post: str) -> tuple[str, Capacity, str]:
    for capacity, words in CAPACITY_WORDS.items():
        own, found, office = post.partition(words) if words else (post, "", "")
        if found and office.strip():
            return own.strip(), capacity, office.strip()
    return post, "own", ""


def _shortened(lines: Sequence[str]) -> list[str]:
    kept, length = [], 0
    for line in lines:
        length += len(line)
        if length > LONGEST:
            break
        kept.append(line)
    return kept
