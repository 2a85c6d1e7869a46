"""Reads typed fields out of plain JSON data, noting every mistake with its place instead of stopping at the first."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from document.errors import Problem
from ita.limits import LONGEST_TEXT
from thai.text import clean

T = TypeVar("T")
Record = dict[str, object]
NAMES = {bool: "true หรือ false", int: "ตัวเลขจำนวนเต็ม", str: "ข้อความ", list: "รายการ [ ]", dict: "กลุ่มข้อมูล { }"}
ROOT = "รายงาน"
# As long as the portal's tables hold; running text as long as its forms take (ita.limits.LONGEST_TEXT).
LONGEST = {
    "text": LONGEST_TEXT,
    "question": LONGEST_TEXT,
    "heading": LONGEST_TEXT + 100,  # the question between the words of a heading
    "opening": LONGEST_TEXT,
    "agency": 200,
    "marker": 10,
    "code_as_written": 20,
    "name": 150,
    "position": 200,
    "post": 200,
    "unit": 200,
    "acting_for": 200,
    "reported_on_as_written": 60,
}
FIRST_YEAR, LAST_YEAR = 2550, 2700


class Fields:
    """Every method returns a value of the right type; where the data is wrong, a neutral one and a Problem."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, place: str, message: str) -> None:
        """Note one mistake."""
        self.problems.append(Problem(place, message))

    def record(self, value: object, place: str, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> Record:
        """The keys that are known; a missing or an unknown key is a mistake, for it would be lost silently."""
        if not isinstance(value, dict):
            self.wrong_type(place, dict, value)
            return {}
        known = set(needed) | set(optional)
        for key in needed:
            if key not in value:
                self.say(place, f"ไม่มี “{key}”")
        for key in value:
            if key not in known:
                self.say(place, f"ไม่รู้จัก “{shown(key)}”")
        return {key: each for key, each in value.items() if key in known}

    def text(
        self, record: Record, key: str, place: str, *, lines: bool = False, empty: bool = True, longest: int = 0
    ) -> str:
        """A cleaned string; `lines` allows line breaks, `empty=False` asks for more than white space.

        `longest` is the number of characters allowed, that of LONGEST when 0.
        """
        value = record.get(key, "")
        if not isinstance(value, str):
            self.wrong_type(f"{place} {key}", str, value)
            return ""
        value = clean(value)
        if not lines and "\n" in value:
            self.say(f"{place} {key}", "ต้องเป็นข้อความบรรทัดเดียว")
        longest = longest or LONGEST.get(key, len(value))
        if len(value) > longest:
            self.say(f"{place} {key}", f"ยาว {len(value)} ตัวอักษร รับได้ไม่เกิน {longest}")
        if key in record and not empty and not value.strip():
            self.say(f"{place} {key}", "ต้องไม่ว่าง")
        return value

    def year(self, record: Record, key: str, place: str, default: int = 0) -> int:
        """A fiscal year in the Buddhist era."""
        value = record.get(key, default)
        if type(value) is not int:  # bool is an int to isinstance
            self.wrong_type(f"{place} {key}", int, value)
            return default
        if key in record and not FIRST_YEAR <= value <= LAST_YEAR:
            self.say(f"{place} {key}", f"ต้องเป็นปี พ.ศ. ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}")
            return default
        return value

    def number(self, record: Record, key: str, place: str, least: int, most: int) -> int:
        """A whole number within bounds; the least where it is wrong."""
        value = record.get(key, least)
        if type(value) is not int:  # bool is an int to isinstance
            self.wrong_type(f"{place} {key}", int, value)
            return least
        if not least <= value <= most:
            self.say(f"{place} {key}", f"พบ {shown(value)} ต้องเป็นตัวเลขระหว่าง {least} ถึง {most}")
            return least
        return value

    def flag(self, record: Record, key: str, place: str) -> bool:
        """True or false."""
        value = record.get(key, False)
        if not isinstance(value, bool):
            self.wrong_type(f"{place} {key}", bool, value)
            return False
        return value

    def day(self, record: Record, key: str, place: str) -> date | None:
        """An ISO 8601 day of the Common Era, or null."""
        value = record.get(key)
        if value is None:
            return None
        if isinstance(value, str) and len(value) == len("2023-09-29"):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.say(f"{place} {key}", f"พบ “{shown(value)}” ต้องเป็นวันที่มีจริงแบบ 2023-09-29 (ปี ค.ศ.) หรือ null")
        return None

    def items(
        self, record: Record, key: str, place: str, label: str, read: Callable[[object, str], T | None]
    ) -> tuple[T, ...]:
        """A list whose elements `read` turns into values; their place is the label with the position from 1."""
        value = record.get(key, [])
        if not isinstance(value, list):
            self.wrong_type(f"{place} {key}", list, value)
            return ()
        before = "" if place == ROOT else f"{place} "
        found = [read(each, f"{before}{label}ที่ {number}") for number, each in enumerate(value, start=1)]
        return tuple(each for each in found if each is not None)

    def wrong_type(self, place: str, expected: type, value: object) -> None:
        """Note a value of another type than expected."""
        self.say(place, f"พบ {shown(value)} ต้องเป็น{NAMES[expected]}")


def shown(value: object) -> str:
    """A value short enough for a message; what is nested is only named."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) >= 10**20:
        return "ตัวเลขยาวเกินไป"
    if not isinstance(value, str | int | float):
        return NAMES.get(type(value), "ข้อมูลชนิดอื่น")
    text = clean(str(value)).replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"
