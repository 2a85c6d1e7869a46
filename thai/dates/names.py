"""Names of months, weekdays and eras as people write them, and the patterns that read them."""

import re
from collections.abc import Iterable

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
# Spoken forms, misspellings often met, and English, by month.
_OTHER_MONTHS = (
    "มกรา january jan",
    "กุมภา กุมภาพันธุ์ กุมภาพันธ กุมภาพัน february feb",
    "มีนา march mar",
    "เมษา april apr",
    "พฤษภา may",
    "มิถุนา june jun",
    "กรกฎา กรกฏาคม กรกฏา july jul",
    "สิงหา august aug",
    "กันยา september sept sep",
    "ตุลา october oct",
    "พฤศจิกา พฤษจิกายน november nov",
    "ธันวา december dec",
)
_OTHER_WEEKDAYS = {"พฤหัสฯ": 3, "พฤหัส": 3}


def _letters(name: str) -> str:
    return re.sub(r"[.\s]", "", name).casefold()


_MONTH_NUMBERS = {
    _letters(name): number
    for number, (full, short, others) in enumerate(zip(MONTHS, SHORT_MONTHS, _OTHER_MONTHS, strict=True), 1)
    for name in (full, short, *others.split())
}
_WEEKDAY_NUMBERS = _OTHER_WEEKDAYS | {
    _letters(name): number for number, names in enumerate(zip(WEEKDAYS, _SHORT_WEEKDAYS, strict=True)) for name in names
}


def month_number(name: str) -> int:
    """1 to 12, for a name that MONTH matched."""
    return _MONTH_NUMBERS[_letters(name)]


# Full names, misspelt ones too; a spoken name may be a person's (กันยา), letters without a dot a province's (พย).
_WHOLE_NAMES = {_letters(name) for name in MONTHS} | {
    _letters(name) for names in _OTHER_MONTHS for name in names.split() if name.endswith(("คม", "ยน", "พันธุ์", "พันธ"))
}


def names_a_month(name: str) -> bool:
    """Whether a name that MONTH matched is a month's in full, wherever it stands."""
    return _letters(name) in _WHOLE_NAMES


def is_short(name: str) -> bool:
    """Whether a name that MONTH matched is an abbreviation with its dot: ต.ค. or ต.ค, not ตค."""
    return "." in name.rstrip(".")


def weekday_number(name: str) -> int:
    """0 (Monday) to 6, for a name that WEEKDAY or SHORT_WEEKDAY matched."""
    return _WEEKDAY_NUMBERS[_letters(name)]


def _any_of(names: Iterable[str]) -> str:
    """The longest first, for กันยา begins กันยายน."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


def _abbreviation(name: str) -> str:
    """The dots of an abbreviation may be missing, and a space may follow the first."""
    return r"\.?\ ?".join(map(re.escape, name.strip(".").split("."))) + r"\.?"


_FULL_MONTH = _any_of([*MONTHS, *(name for names in _OTHER_MONTHS for name in names.split())])
MONTH = rf"(?:{_FULL_MONTH}\.?|{'|'.join(map(_abbreviation, SHORT_MONTHS))})"
WEEKDAY = _any_of([*WEEKDAYS, *_OTHER_WEEKDAYS])
SHORT_WEEKDAY = _any_of(_SHORT_WEEKDAYS)
DASH = "[-\u2010-\u2015\u2212]"
COMMON_ERA = r"(?:ค\.?\ ?ศ\.?|คริสต์?ศักราช|ce|ad)"
BUDDHIST_ERA = r"(?:พ\.?\ ?ศ\.?|พุทธศักราช|be)"
ERA = rf"(?:{COMMON_ERA}|{BUDDHIST_ERA})"
