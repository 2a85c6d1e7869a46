"""The heading of a measure: which items of the instrument it answers, its question, and where its steps begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from document.fields import LONGEST
from document.understanding.items import begins_list, first_list
from ita import codes
from thai.digits import to_arabic

TOOLS = ("IIT", "EIT", "OIT")
_TOOL = r"(?:IIT|EIT|OIT)"
_NUMBERED = re.compile(r"(?:\(?[0-9๐-๙]{1,2}[.)]\s*)?")
_LEAD = re.compile(
    rf"(?P<kind>(?:มาตรการ|กิจกรรม|โครงการ)(?:\s*(?:/|หรือ|และ)?\s*(?:กิจกรรม|โครงการ|มาตรการ))?(?:\s*ที่\s*[0-9๐-๙]{{1,2}})?\s*)?"
    rf"(?P<tool>{_TOOL}\s*)?(?P<item>ข้อ(?:คำถาม)?(?:ที่)?\s*)?(?P<tool_after>{_TOOL}\s*)?",
    re.IGNORECASE,
)
# With letters among the digits, which ita.codes reads as a guess: E l3, O1O.
_NUMBER = r"[lI|Oo]*[0-9๐-๙][lI|Oo0-9๐-๙]*"
_LETTERED = rf"[A-Za-z|!๐0Ιіеоο]\s?[-._]?{_NUMBER}(?![0-9A-Za-z๐-๙])"
_CODE = re.compile(rf"(?P<code>{_LETTERED}|[0-9๐-๙]{{1,3}}(?![0-9๐-๙.,/]))")
_NEXT = re.compile(
    rf"\s*(?P<join>,|/|และ|หรือ|กับ|[-\u2010-\u2015]|ถึง)\s*(?:ข้อ\s*)?(?P<code>{_LETTERED}|[0-9๐-๙]{{1,3}}(?![0-9A-Za-z๐-๙.)]))"
)
_IN_BRACKETS = re.compile(
    rf"\(\s*(?:ข้อ\s*)?(?P<tool>{_TOOL}\s*(?:ข้อ\s*)?)?(?P<code>{_LETTERED}|[0-9๐-๙]{{1,3}})\s*\)\s*:?\s*$", re.I
)
_COLON = re.compile(r"\s*:(?=\s|$|\(?[0-9๐-๙]{1,2}[.)]\s)")
_AFTER_CODE = re.compile(r"(?:\s*:|[.)]+(?=\s|$))?\s*")
_INDICATOR = re.compile(r"(?:ตัวชี้วัด|ประเด็น(?:การประเมิน|คำถาม)?|ด้าน)\s*(?:ที่)?\s*[0-9๐-๙]{1,2}")
_NAMED_TOOL = re.compile(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])", re.IGNORECASE)
_TOOL_WORDS = (("ภายใน", "IIT"), ("ภายนอก", "EIT"), ("เปิดเผยข้อมูล", "OIT"))
_WIDEST_RANGE = 43


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: codes in order (the first is the measure's own), as written, question, the words as printed.

    `unread` are the words at the place of a code that are none; `indicator` are the words that name an indicator
    instead of an item; `rest` are the words behind the heading: its first steps.
    """

    codes: tuple[str, ...] = ()
    written: str = ""
    tool: str = ""
    question: str = ""
    heading: str = ""
    indicator: str = ""
    unread: str = ""
    rest: str = ""


def begins_with_code(text: str) -> bool:
    """Whether words begin as a measure's heading does that names its item."""
    lead, at = _lead(text)
    named = bool(lead["item"] or lead["tool"] or lead["tool_after"])
    match = _CODE.match(text, at)
    return bool(match and (named or _is_sure(match["code"])) and _readable(match["code"], ""))


def tool_named(words: str) -> str:
    """The instrument that the head of a group names; empty for none."""
    if match := _NAMED_TOOL.search(words):
        return match[1].upper()
    if "แบบ" not in words:
        return ""
    return next((tool for word, tool in _TOOL_WORDS if word in words), "")


def read_heading(parts: Sequence[str], *, tool: str = "") -> Heading:
    """The heading in the paragraphs of a cell, of which the first holds it; `tool` is the one of the group around."""
    first, *more = parts
    heading, rest = _cut(first)
    found = _read(heading, tool)
    if not found.question and rest and not begins_list(rest):
        return replace(found, question=_bare(rest), heading=first.strip(), rest="")
    if not (found.question or rest) and more and not begins_list(more[0]):
        return read_heading([f"{first} {more[0]}"], tool=tool)
    return replace(found, rest=rest)


def paragraphs_taken(parts: Sequence[str], heading: Heading) -> int:
    """How many of the paragraphs the heading took: two where the question stands in one of its own."""
    return 1 if len(" ".join(parts[:1])) >= len(heading.heading) else 2


def _read(heading: str, group: str) -> Heading:
    lead, at = _lead(heading)
    tool = (lead["tool"] or lead["tool_after"] or "").strip().upper()
    is_named = bool(lead["item"] or tool)
    match = _CODE.match(heading, at)
    if match and (is_named or _is_sure(match["code"])):
        first = _readable(match["code"], tool or group)
        if first:
            begin = min(start for start in (lead.start("tool"), lead.start("tool_after"), match.start()) if start >= 0)
            return _with_codes(heading, (begin, match), first)
    if found := _in_brackets(heading, group):
        return found
    if lead["item"] and not lead["item"].strip().startswith("ข้อที่"):
        unread, *words = heading[at:].split(maxsplit=1) or [""]
        return Heading((), "", group, _bare(" ".join(words)), heading, unread=unread)
    return _without_code(heading, lead, at, group)


def _in_brackets(heading: str, group: str) -> Heading | None:
    """A heading that names its item at its end: การปรับปรุงระบบการทำงาน (E13)."""
    match = _IN_BRACKETS.search(heading)
    named = (match["tool"] or "").strip().upper()[:3] if match else ""
    if match is None or not (named or _is_sure(match["code"])):
        return None
    read = _readable(match["code"], named or group)
    if read is None:
        return None
    lead, at = _lead(heading)
    begin = at if lead["kind"] and "ที่" in lead["kind"] else _after_number(heading)
    question = _bare(heading[begin : match.start()])
    return Heading((read[0],), match["code"].strip(), codes.tool_of(read[0]), question, heading)


def _without_code(heading: str, lead: re.Match[str], at: int, group: str) -> Heading:
    """A measure of an indicator or of none."""
    begin = _after_number(heading)
    if match := _INDICATOR.match(heading, begin):
        question = _bare(heading[match.end() :])
        return Heading((), "", group, question or _bare(heading), heading, indicator=_bare(heading[begin:]))
    return Heading((), "", group, _bare(heading[at if lead["kind"] and "ที่" in lead["kind"] else begin :]), heading)


def _with_codes(heading: str, at: tuple[int, re.Match[str]], first: tuple[str, bool]) -> Heading:
    """A heading that names one item or several; `at` is where its code begins, an instrument's name included."""
    begin, match = at
    found, end = [first[0]], match.end()
    while more := _NEXT.match(heading, end):
        written = more["code"]
        next_code = _readable(written, "" if not written[:1].isdecimal() else codes.tool_of(found[0]))
        if next_code is None or (written[:1].isdecimal() and first[1]):
            break
        is_range = more["join"] not in (",", "/", "และ", "หรือ", "กับ")
        found += _between(found[-1], next_code[0]) if is_range else []
        found.append(next_code[0])
        end = more.end()
    after = _AFTER_CODE.match(heading, end)
    question = _bare(heading[after.end() if after else end :])
    written = heading[begin:end].strip()
    longest = LONGEST["code_as_written"]
    return Heading(
        tuple(dict.fromkeys(found)),
        written if len(written) <= longest else match["code"].strip(),
        codes.tool_of(found[0]),
        question,
        heading,
    )


def _between(first: str, last: str) -> list[str]:
    """The codes between two of one instrument."""
    if first[0] != last[0]:
        return []
    low, high = int(first[1:]), int(last[1:])
    return [f"{first[0]}{number}" for number in range(low + 1, high)] if 0 < high - low <= _WIDEST_RANGE else []


def _readable(written: str, tool: str) -> tuple[str, bool] | None:
    """The code and whether it took a guess. A number without a letter is of the instrument named beside it: that is no
    guess; else it is read as ita.codes does.
    """
    plain = to_arabic("".join(written.split()))
    if tool and plain.isdecimal():
        number = plain.lstrip("0")
        return (tool[0] + number, False) if number and len(number) <= 3 else None
    try:
        return codes.normalise(written)
    except ValueError:
        return None


def _is_sure(code: str) -> bool:
    """Whether a letter of an instrument stands before the number: words around need not say that it is an item."""
    return code[:1] in "IEOieo" and bool(re.fullmatch(r".\s?[-._]?[0-9๐-๙]{1,3}", code))


def _lead(text: str) -> tuple[re.Match[str], int]:
    match = _LEAD.match(text, _after_number(text))
    if match is None:  # every part of the pattern may be absent
        raise AssertionError(text)
    return match, match.end()


def _cut(text: str) -> tuple[str, str]:
    """The heading with its colon, and the text after it; without a colon it ends where "1." begins."""
    end = first_list(text, _after_number(text))
    colon = _COLON.search(text, 0, end) if end < len(text) else _COLON.search(text)
    if colon and (end == len(text) or begins_list(text[colon.end() :].strip())):
        end = colon.end()
    return text[:end].strip(), text[end:].strip()


def _bare(words: str) -> str:
    return re.sub(r"\s*:$", "", words.strip()).strip(" :")


def _after_number(heading: str) -> int:
    """Where the words begin in a row that numbers its measures: "1. มาตรการข้อ E13"."""
    match = _NUMBERED.match(heading)
    return match.end() if match else 0
