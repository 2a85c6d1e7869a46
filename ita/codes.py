"""Codes of ITA items: the many ways in which they are typed, brought onto one."""

import re
from typing import Literal

from thai.digits import to_thai
from thai.text import readable

Tool = Literal["IIT", "EIT", "OIT"]

_TOOLS: dict[str, Tool] = {"I": "IIT", "E": "EIT", "O": "OIT"}
_ORDER = {"I": 0, "E": 1, "O": 2}
# What stands for a letter: digits, bars, the same shapes in Greek and Cyrillic.
_LOOKALIKES = str.maketrans("|l!ıΙІі0ОоΟοΕЕе", "IIIIIIIOOOOOEEE")
_CODE = re.compile(r"([IEO])[-._\u2010-\u2015\u2212]?([0-9]+)")
# A code in whose number letters stand for digits. A digit among them keeps words out (Ill, Oo, El, OIL); without one
# only O and two strokes are read (oll), which is no word of any language that an office writes.
_STROKES, _ROUNDS = "l|Iı\u0399\u0406\u0456", "OoОоΟο"
_DIGITS = str.maketrans(dict.fromkeys(_STROKES, "1") | dict.fromkeys(_ROUNDS, "0"))
_LETTERED = re.compile(
    rf"(?P<letter>[IEOieo{re.escape(_STROKES)}!0{_ROUNDS}ΕЕе])[-._\u2010-\u2015\u2212]?"
    rf"(?P<number>[{re.escape(_STROKES + _ROUNDS)}]*[0-9][0-9{re.escape(_STROKES + _ROUNDS)}]*"
    rf"|(?<=[Oo])[{re.escape(_STROKES)}]{{2}})"
)
_WITH_TOOL = re.compile(r"^([IEOieo])[Ii][Tt][-._]?(?=[0-9])")  # OIT 18 is O18
_NORMAL = re.compile(r"([IEO])([1-9][0-9]{0,2})")
_UNREADABLE = "อ่านรหัสข้อนี้ไม่ได้ รหัสขึ้นต้นด้วย I, E หรือ O ตามด้วยเลขข้อ เช่น I11, E13, O14"


def normalise(text: str) -> tuple[str, bool]:
    """The code as the catalogue writes it (`E13`), and whether that took a guess.

    Case, spaces, hyphens, width and Thai digits are no guess. Signs put for the letter (๐ or 0 for O, l or | for I)
    are one, and so are letters put for digits of the number (`E l3` is E13, `O1O` is O10) and bare digits, which are
    IIT with all digits kept: `11` is I11 (design: thai.md, "Text"). Raises ValueError, in Thai, for what is no code.
    """
    letter, number, guessed = _split("".join(readable(text).split()))
    number = number.lstrip("0")
    if not number:
        raise ValueError(f"เลขข้อเริ่มที่ 1 ไม่มีข้อ {letter}0")
    if len(number) > 3:
        raise ValueError("เลขข้อยาวเกิน 3 หลัก โปรดตรวจสอบรหัส เช่น I11, E13, O14")
    return letter + number, guessed


def _split(typed: str) -> tuple[str, str, bool]:
    """Splits a code into its letter, its digits and whether that is a guess."""
    typed = _WITH_TOOL.sub(r"\1", typed)
    if match := _CODE.fullmatch(typed.upper() if typed[:1] in "ieoIEO" else typed):
        return match[1], match[2], False
    if typed.isdecimal() and typed.isascii():
        return ("O", typed[1:], True) if typed[0] == "0" else ("I", typed, True)
    if match := _CODE.fullmatch(typed[:1].translate(_LOOKALIKES) + typed[1:]):
        return match[1], match[2], True
    if match := _LETTERED.fullmatch(typed):
        return match["letter"].translate(_LOOKALIKES).upper(), match["number"].translate(_DIGITS), True
    raise ValueError(_UNREADABLE)


def has_letters_for_digits(text: str) -> bool:
    """Whether a code's number is written with letters (`E l3`, `O1O`): then even the number is a guess."""
    match = _LETTERED.fullmatch("".join(readable(text).split()))
    return match is not None and not match["number"].isdecimal()


# An open-data item in folded text, its letter typed as o, as a nought (๐ and 0 fold alike) or as a look-alike; a time
# (08.30), a date (08/06) and a number in thousands (08,500) are none.
_FOLDED_O = re.compile(r"(?<![0-9a-z])(?:[oοо]0*|0)([1-9][0-9]?)(?![0-9a-z]|[.,:/-][0-9])")


def fold_codes(folded: str) -> str:
    """What thai.text.fold made, with all spellings of an open-data item (o18, ๐18, O18) brought onto one."""
    return _FOLDED_O.sub(r"o\1", folded)


def in_tool(code: str, tool: str) -> str:
    """The normalised code with the same number in another questionnaire."""
    return tool[0] + code[1:]


def as_typed(code: str, like: str) -> str:
    """A normalised code in the way in which another was typed: `O14` like `o13` is `o14`, like `๐๑๓` is `o๑๔`."""
    letter = code[0] if like[:1] == like[:1].upper() and like[:1] in "IEO" else code[0].lower()
    number = to_thai(code[1:]) if re.search("[๑-๙]", like) else code[1:]
    return letter + number


def tool_of(code: str) -> Tool:
    """The questionnaire of a normalised code; ValueError for any other text."""
    if match := _NORMAL.fullmatch(code):
        return _TOOLS[match[1]]
    raise ValueError(_UNREADABLE)


def code_key(code: str) -> tuple[int, int, str]:
    """Sorts normalised codes as the instrument runs: IIT, EIT, OIT, then by number; any other text comes last."""
    if match := _NORMAL.fullmatch(code):
        return _ORDER[match[1]], int(match[2]), ""
    return len(_ORDER), 0, code
