"""Thai text: one spelling for equal words, one form for searching, one order for sorting."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from thai.digits import to_arabic
from thai.word_symbols import WORD_SYMBOLS

TONES = "\u0e48\u0e49\u0e4a\u0e4b"
SARA_AM, SARA_AA, NIKHAHIT = "\u0e33", "\u0e32", "\u0e4d"

# The order of marks over and under one consonant: that of NFC where it has an opinion, of Thai typists elsewhere.
_MARKS = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d" + TONES + "\u0e4c\u0e4e"
_RANK = {mark: rank for rank, mark in enumerate(_MARKS)}
_RUN = re.compile(f"[{_MARKS}{SARA_AA}{SARA_AM}]{{2,}}")
_MARK_RUN = re.compile(f"[{_MARKS}]{{2,}}")
_TONE = re.compile(f"[{TONES}]")
_SPLIT_SARA_AM = re.compile(f"{NIKHAHIT}[{SARA_AA}{SARA_AM}]|{SARA_AM}{{2,}}")
_DOUBLED_VOWEL = re.compile("([\u0e41-\u0e44])\\1+")

# Private use -> what was meant: Word's symbols, and the shifted Thai glyphs of older Windows fonts, as PDF readers hand
# them out when text is copied.
_MEANT: dict[int, int | str] = {
    code: ord(letter)
    for first, letters in (
        (0xF700, "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"),
        (0xF710, "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"),
    )
    for code, letter in enumerate(letters, first)
} | WORD_SYMBOLS
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]")
# What `clean` may have to change: any character but the ordinary ones, and marks on one letter but a vowel with a
# tone or THANTHAKHAT, or a tone before SARA AA or SARA AM. Most text has neither, and to see that is quick.
_ORDINARY = "\n -~\u0e01-\u0e30\u0e3f-\u0e46\u0e4f-\u0e5b\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
_IN_RUNS = _MARKS + SARA_AA + SARA_AM
_UNUSUAL = re.compile(f"[^{_ORDINARY}{_IN_RUNS}]")
_ODD_RUN = re.compile(
    f"[{_IN_RUNS}](?=[{_IN_RUNS}])"
    f"(?:(?<=[\u0e3a\u0e38\u0e39\u0e31\u0e34-\u0e37\u0e47\u0e4d])(?![{TONES}\u0e4c](?![{_IN_RUNS}]))"
    f"|(?<=[{TONES}])(?![{SARA_AA}{SARA_AM}](?![{_IN_RUNS}]))"
    f"|(?<=[{SARA_AA}{SARA_AM}\u0e4c\u0e4e]))"
)
_DOUBLED = [vowel * 2 for vowel in "\u0e40\u0e41\u0e42\u0e43\u0e44"]
# Controls, formats (zero-width, bidi, soft hyphen), lone surrogates and noncharacters: none is a letter of any word.
_DROPPED = {"Cc", "Cf", "Cs"}


def clean(text: str) -> str:
    """Bring what was typed or pasted to the form in which it is stored; idempotent, never raises.

    NFC; no control, zero-width or other invisible characters except newline; every odd space is a space; marks in one
    order and once; SARA AM and SARA AE as single letters (design: thai.md, "Text"); Word's list symbols as what they
    show. Words are otherwise kept, private-use characters too: thai.characters finds those.
    """
    return cleaned(text) if may_be_unclean(text) else text


def may_be_unclean(text: str) -> bool:
    """Whether `cleaned` may change anything: False for nearly all text that is clean, and never for other text."""
    return bool(_UNUSUAL.search(text) or _ODD_RUN.search(text)) or any(pair in text for pair in _DOUBLED)


def cleaned(text: str) -> str:
    """What `clean` gives back, by going through the text whatever it looks like."""
    text = _NEWLINES.sub("\n", text).translate(_MEANT)
    text = _SPACES.sub(" ", text)
    if dropped := {ord(char): None for char in set(text) if not _is_kept(char)}:
        text = text.translate(dropped)
    return _settled(_one_spelling, text)


def _settled(spell: Callable[[str], str], text: str) -> str:
    """NFC of one spelling. Where NFC moves a foreign mark from between two Thai ones, these are spelled once more."""
    text = unicodedata.normalize("NFC", text)
    while (settled := unicodedata.normalize("NFC", spelled := spell(text))) != spelled and settled != text:
        text = settled
    return settled


def _is_kept(char: str) -> bool:
    return char == "\n" or not (unicodedata.category(char) in _DROPPED or _is_noncharacter(ord(char)))


def _is_noncharacter(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _one_spelling(text: str) -> str:
    text = _RUN.sub(_one_run, text).replace("\u0e40\u0e40", "\u0e41")
    return _DOUBLED_VOWEL.sub(r"\1", text)


def _one_run(match: re.Match[str]) -> str:
    """Marks and SARA AA or SARA AM behind one letter: no tone mark can stand on those two, so it belongs before."""
    run = match[0]
    tones = "".join(_TONE.findall(run))
    rest = _MARK_RUN.sub(_in_order, _TONE.sub("", run))
    # Twice, for two split letters side by side become two whole ones.
    rest = _SPLIT_SARA_AM.sub(SARA_AM, _SPLIT_SARA_AM.sub(SARA_AM, rest))
    marks = len(rest) - len(rest.lstrip(_MARKS))
    return "".join(sorted(set(rest[:marks] + tones), key=_RANK.__getitem__)) + rest[marks:]


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(set(marks[0]), key=_RANK.__getitem__))


def one_order(text: str) -> str:
    """The spelling by which passwords are compared, however the keyboard sent them; idempotent.

    NFC, with the marks over and under one letter in the order of `clean`, and SARA AM as one letter.
    Unlike `clean` it leaves nothing out: no space, no invisible character, no mark that was typed twice.
    """
    return _settled(partial(_RUN.sub, _one_order), text)


def _one_order(match: re.Match[str]) -> str:
    run = match[0]
    tones = "".join(_TONE.findall(run))
    rest = _MARK_RUN.sub(lambda marks: _by_rank(marks[0]), _TONE.sub("", run)).replace(NIKHAHIT + SARA_AA, SARA_AM)
    marks = len(rest) - len(rest.lstrip(_MARKS))
    return _by_rank(rest[:marks] + tones) + rest[marks:]


def _by_rank(marks: str) -> str:
    return "".join(sorted(marks, key=_RANK.__getitem__))


# Full-width forms, one character for one.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE = re.compile("[\uff01-\uff5e]")


def readable(text: str) -> str:
    """Clean text with Arabic digits and common width, as long as the clean text: what our readers of dates read."""
    text = clean(text)
    return to_arabic(text.translate(_NARROW) if _WIDE.search(text) else text)


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_BLANK = re.compile(r"\s+")


def fold(text: str) -> str:
    """The form in which search compares: digits, marks, case, widths, dashes, runs of space and the space before ๆ
    make no difference; idempotent, so fold both the words and what is looked for."""
    text = unicodedata.normalize("NFKC", clean(text)).casefold()
    text = clean(unicodedata.normalize("NFKC", text))
    text = _DASHES.sub("-", to_arabic(text))
    return _BLANK.sub(" ", text).strip().replace(" ๆ", "ๆ")


# What is left out in haste, over a letter and between letters.
_SLIGHT = frozenset(TONES + "\u0e47\u0e4c\u0e4e")


def loose(text: str) -> str:
    """What is left of a text for those who type in haste: no tone marks, no mark that is not spoken, no space, nothing
    between words; the nearest form of search, and never the first."""
    kept = (each for each in fold(text) if each not in _SLIGHT)
    return fold("".join(each for each in kept if each.isalnum() or unicodedata.category(each).startswith("M")))


_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
# As in Unicode's collation: YAMAKKAN, THANTHAKHAT, MAI TAI KHU, the tone marks, NIKHAHIT, PHINTHU.
_SECOND = "\u0e4e\u0e4c\u0e47" + TONES + "\u0e4d\u0e3a"
_SECOND_RANK = {mark: chr(ord("1") + rank) for rank, mark in enumerate(_SECOND)}
_ELEMENT = re.compile("[0-9]+|.", re.DOTALL)


def sort_key(text: str) -> tuple[str, str, str]:
    """Sorts as the Royal Institute's dictionary: consonants, then vowels, a leading vowel after its consonant; tone
    marks, MAI TAI KHU and THANTHAKHAT decide only between words otherwise equal.

    Spaces and punctuation don't count; numbers stand before Thai before Latin (CLDR's order for Thai) and go by value
    (2 before 10), whatever their digits; case decides last.
    """
    kept = clean(text)
    plain = unicodedata.normalize("NFD", to_arabic(kept).casefold())
    first, second = [], []
    for element in _ELEMENT.findall(_LEADING_VOWEL.sub(r"\2\1", plain)):
        if element in _SECOND_RANK:
            second.append(_SECOND_RANK[element])
        elif element[0].isdecimal():
            number = element.lstrip("0")
            # The length goes first: a longer number is a greater one.
            first.append("0" + chr(0x100 + min(len(number), 0xC000)) + number)
            second.append(" ")
        elif unicodedata.category(element) == "Mn" and element not in _RANK:
            second.append(element)
        elif element in _RANK or (element.isalpha() and element not in "ฯๆ"):
            first.append(_letter(element))
            second.append(" ")
    return "".join(first), "".join(second), kept


def _letter(letter: str) -> str:
    """LAKKHANGYAO counts as SARA AA; what isn't Thai comes after Thai."""
    if letter == "\u0e45":
        return SARA_AA
    return letter if "\u0e01" <= letter <= "\u0e5b" else f"\u0eff{letter}"
