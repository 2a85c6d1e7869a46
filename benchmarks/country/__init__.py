"""Agencies of a whole country in the configured database, as they are after some years.

    DATABASE_URL=... .venv/bin/python -m benchmarks.country AGENCIES [YEARS [MEASURES_A_YEAR [ITEMS_A_YEAR]]]

Each agency has five people with mail addresses, five officers, and a plan a year; of all years but the last the
measures are taken and the report is published (its files are named, not stored); in the last the measures are in every
state, with days through the year. With items, each agency has the scores of the year before each plan, by tool, group
and item. Events of the log are chained as they are recorded. The database is to be migrated
and empty; `load` prints what it wrote and its seconds.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

ROLES = ("officer", "officer", "coordinator", "approver", "administrator")
_WORDS = (
    "จัดทำคู่มือ",
    "ประชาสัมพันธ์",
    "ประชุมชี้แจง",
    "เผยแพร่ข้อมูล",
    "ปรับปรุงระบบ",
    "ตรวจสอบ",
    "จัดซื้อจัดจ้าง",
    "ร้องเรียน",
    "บริการประชาชน",
    "โปร่งใส",
    "ติดตามผล",
    "ฝึกอบรม",
    "เจ้าหน้าที่",
    "งบประมาณ",
    "ทรัพย์สินของราชการ",
    "แผนดำเนินงาน",
    "มาตรฐาน",
    "ช่องทางออนไลน์",
    "รับฟังความคิดเห็น",
    "ป้องกันการทุจริต",
)
_CODES = ("I1", "I7", "I11", "E2", "E5", "E13", "O4", "O8", "O14", "O22", "O30", "O43")
_STATES = ("open", "open", "open", "handed_in", "taken", "returned")


@dataclass
class Country:
    """What is loaded: sizes, the day that it is, and the keys from which the rows are counted."""

    agencies: int
    years: int = 5
    measures: int = 12
    items: int = 0  # with a score; none, and there are no scores at all
    events: int = 30  # of an agency
    last_year: int = 2566
    today: date = date(2023, 9, 1)
    password: str = "unknown$"  # a hash, so that people can sign in where somebody made one
    first: dict[str, int] = field(default_factory=dict)

    def agency(self, number: int) -> int:
        """The key of the agency of a number from 0 on."""
        return self.first["agency"] + number

    def user(self, agency: int, place: int) -> int:
        """The key of an agency's person, by their place in ROLES."""
        return self.first["user"] + agency * len(ROLES) + place

    def plan(self, agency: int, year: int) -> int:
        """The key of a plan; the last year's number is `years` - 1."""
        return self.first["plan"] + agency * self.years + year

    def measure(self, agency: int, year: int, number: int) -> int:
        """The key of a measure."""
        return self.first["measure"] + (agency * self.years + year) * self.measures + number


def load(country: Country) -> None:
    """Writes all rows and prints, of each table, how many there are and the seconds that they took."""
    from benchmarks.country import rows, scores  # noqa: PLC0415 - models can be imported once Django is set up
    from benchmarks.country.copying import load as copy  # noqa: PLC0415

    began = time.monotonic()
    rows.find_keys(country)
    for model, make in (*rows.TABLES, *(scores.TABLES if country.items else ())):
        start = time.monotonic()
        number = copy(model, make(country))
        print(f"  {model._meta.label:<28} {number:>10,} rows {time.monotonic() - start:7.1f} s", flush=True)
    start = time.monotonic()
    number = rows.load_events(country)
    print(f"  {'audit.AuditEvent':<28} {number:>10,} rows {time.monotonic() - start:7.1f} s")
    rows.analyse()
    print(f"{country.agencies:,} agencies loaded in {time.monotonic() - began:.0f} s", flush=True)


def some_words(*seeds: int, number: int) -> str:
    """Words that are always the same for the same seeds."""
    digest = hashlib.blake2b(repr(seeds).encode(), digest_size=number).digest()
    return " ".join(_WORDS[byte % len(_WORDS)] for byte in digest)


def code_of(number: int) -> str:
    """The item of a year's measure."""
    return _CODES[number % len(_CODES)]


def state_of(country: Country, agency: int, year: int, number: int) -> str:
    """Of earlier years all are taken."""
    return "taken" if year < country.years - 1 else _STATES[(agency + number) % len(_STATES)]


def day_of(country: Country, agency: int, year: int, number: int) -> date:
    """The day of a measure: in the last year, from half a year before today to half a year after it."""
    year_earlier = timedelta(days=365 * (country.years - 1 - year))
    return country.today + timedelta(days=(agency * 37 + number * 29) % 365 - 182) - year_earlier


def noon(day: date) -> datetime:
    """In Bangkok."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def each_year(country: Country, *, published: bool) -> Iterator[tuple[int, int]]:
    """Agency and year of the published reports, or of all plans."""
    for agency in range(country.agencies):
        for year in range(country.years - 1 if published else country.years):
            yield agency, year
