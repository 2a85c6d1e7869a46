"""Cells hold lists, in `<p>` paragraphs or numbered within one line: split into items with their marks."""

import re
from collections import Counter
from collections.abc import Sequence

from document.values import MarkedText

# Three styles of numbers; the style of the first mark holds for its list.
_NUMBER = re.compile(r"(?P<open>\()?(?P<number>[0-9]{1,2}|[๐-๙]{1,2})(?P<close>[.)])(?=\s|$)")
_DASH = re.compile(r"[-–•*](?=\s|$)")
# A number after one of these words counts something and begins no item: "ตามข้อ 2. ของประกาศ".
_COUNTING = re.compile(r"(?:ข้อ|ข้อที่|มาตรา|หมวด|(?:ครั้ง|วัน|บท|ฉบับ|ระยะ|รุ่น|หมู่|เลข|ลำดับ|หมวด)ที่|และ|หรือ)\s*$")
_MONTH_NEXT = re.compile(
    r"\s*(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|[มกสตพธ]\.\s?[คพย]\.|มี\.|เม\.|มิ\.)"
)
_DIGIT_BEFORE, _DIGIT = re.compile(r"[0-9๐-๙.]\s*$"), re.compile(r"\s*[0-9๐-๙]")


def items(parts: Sequence[str]) -> tuple[MarkedText, ...]:
    """Each paragraph is an item, and more than one where it holds a numbered list or a list of dashes in its line.

    Numbers within a line must run on from the one that begins the paragraph; a number with which a later paragraph
    begins isn't looked for, nor are dashes where several paragraphs begin with one. All limits keep the work linear.
    """
    marks = [_mark(part) for part in parts]
    counts = Counter(marks)
    found: list[MarkedText] = []
    for part, mark in zip(parts, marks, strict=True):
        ends = _inner_marks(part, mark, counts) if mark else []
        found += [_item(part[start:end]) for start, end in zip([0, *ends], [*ends, len(part)], strict=True)]
    return tuple(found)


def begins_list(text: str) -> bool:
    """Whether the text begins with the mark of an item."""
    return bool(_mark(text))


def first_list(text: str, start: int) -> int:
    """Where the list "1. ..." begins in a heading's line from `start` on; the text's length when it holds none."""
    for match in _NUMBER.finditer(text, start):
        if _value(match) == 1 and _can_begin(text, match):
            return match.start()
    return len(text)


def _item(text: str) -> MarkedText:
    text = text.strip()
    mark = _mark(text)
    words = text[len(mark) :].strip()
    # A mark alone says something by itself: "-" is how people write "none".
    return MarkedText(mark, words) if words else MarkedText("", mark)


def _mark(text: str) -> str:
    match = _NUMBER.match(text) or _DASH.match(text)
    return match[0] if match and _balanced(match) else ""


def _balanced(match: re.Match[str]) -> bool:
    """`(1)`, `1)` and `1.` are marks, `(1.` is none."""
    return match.re is _DASH or not match["open"] or match["close"] == ")"


def _inner_marks(text: str, mark: str, begun: Counter[str]) -> list[int]:
    """Where further items begin in a paragraph that begins with `mark`; `begun` counts the marks of all paragraphs."""
    style = _NUMBER.match(mark)
    if not style:
        return [] if begun[mark] > 1 else _inner_dashes(text, mark)
    expected, starts = _value(style) + 1, []
    for match in _NUMBER.finditer(text, len(mark)):
        runs_on = _value(match) == expected and _style(match) == _style(style) and match[0] not in begun
        if runs_on and _can_begin(text, match):
            starts.append(match.start())
            expected += 1
    return starts


def _inner_dashes(text: str, dash: str) -> list[int]:
    return [
        match.start()
        for match in re.finditer(rf"(?<=\s){re.escape(dash)}(?=\s)", text)
        if not (
            _DIGIT_BEFORE.search(text[max(0, match.start() - 2) : match.start()]) and _DIGIT.match(text, match.end())
        )
    ]


def _style(match: re.Match[str]) -> tuple[str | None, str, bool]:
    """Brackets or dot, Arabic or Thai digits."""
    return match["open"], match["close"], match["number"].isascii()


def _can_begin(text: str, match: re.Match[str]) -> bool:
    """Whether a number within a line stands where an item may begin: after a space, counting nothing, no date's day."""
    before = text[max(0, match.start() - 20) : match.start()]
    if not _balanced(match) or (before and not (before[-1].isspace() or before[-1] == ":")):
        return False
    return not _COUNTING.search(before) and not _MONTH_NEXT.match(text, match.end())


def _value(match: re.Match[str]) -> int:
    return int(match["number"])  # int() reads Thai digits too
