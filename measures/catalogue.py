"""The items of each year's instrument as plain values; the database feeds the same Catalogue as the file does."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DEFAULT = Path(__file__).parent / "data" / "ita-catalogue.csv"
FIELDS = ("fiscal_year", "tool", "code", "indicator_no", "indicator_name", "text", "status")
TOOLS = ("IIT", "EIT", "OIT")
STATUSES = ("seed", "second_hand", "uncertain", "no_text", "confirmed")


class CatalogueError(ValueError):
    """A catalogue file that can't be loaded; the message is Thai, one line a mistake, with row and column."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one fiscal year (Buddhist era); `text` is empty while nobody has entered the wording."""

    year: int
    tool: str
    code: str
    group_no: int
    group_name: str
    text: str
    status: str


class Catalogue:
    """The items of all years known so far, by year and code, in the order in which they came."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Raise CatalogueError when a year holds a code twice."""
        self._entries: dict[tuple[int, str], Entry] = {}
        for entry in entries:
            if (entry.year, entry.code) in self._entries:
                raise CatalogueError(f"ข้อ {entry.code} ของปี {entry.year} มีซ้ำ")
            self._entries[entry.year, entry.code] = entry
        self._by_year: dict[int, dict[str, tuple[Entry, ...]]] = {}
        for entry in self._entries.values():
            tools = self._by_year.setdefault(entry.year, {})
            tools[entry.tool] = (*tools.get(entry.tool, ()), entry)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a list, ascending."""
        return tuple(sorted(self._by_year))

    def has_year(self, year: int) -> bool:
        """Whether any item of the year is known; only then is a missing code a mistake."""
        return year in self._by_year

    def get(self, year: int, code: str) -> Entry | None:
        """The item with the normalised code (`E13`), or None."""
        return self._entries.get((year, code))

    def items(self, year: int, tool: str | None = None) -> tuple[Entry, ...]:
        """The year's items, of one tool (IIT, EIT, OIT) or of all three; empty for an unknown year."""
        tools = self._by_year.get(year, {})
        if tool is not None:
            return tools.get(tool, ())
        return tuple(entry for entries in tools.values() for entry in entries)


def load_csv(path: Path = DEFAULT) -> Catalogue:
    """Read a UTF-8 CSV file with the columns FIELDS; raise CatalogueError that names row and column of each mistake."""
    try:
        rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        lines = list(rows)
    except OSError as error:
        raise CatalogueError(f"เปิดแฟ้ม {path.name} ไม่ได้: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"แฟ้ม {path.name} ไม่ใช่ข้อความ UTF-8 (ไบต์ที่ {error.start + 1})") from error
    except csv.Error as error:
        raise CatalogueError(f"แฟ้ม {path.name} แถวที่ {rows.line_num}: เครื่องหมายคำพูดหรือตัวคั่นของ CSV ไม่ครบ") from error
    if not lines or tuple(lines[0]) != FIELDS:
        raise CatalogueError(f"แฟ้ม {path.name} แถวที่ 1: หัวคอลัมน์ต้องเป็น {', '.join(FIELDS)}")
    return _catalogue(lines[1:])


def _catalogue(lines: list[list[str]]) -> Catalogue:
    mistakes: list[str] = []
    entries: dict[tuple[int, str], Entry] = {}
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        found = _mistakes(line)
        if not found:
            entry = _entry(line)
            if (entry.year, entry.code) in entries:
                found = [f"คอลัมน์ code: ข้อ {entry.code} ของปี {entry.year} มีซ้ำ"]
            entries[entry.year, entry.code] = entry
        mistakes += [f"แถวที่ {number} {each}" for each in found]
    if mistakes:
        raise CatalogueError("\n".join(mistakes))
    return Catalogue(entries.values())


def _entry(line: list[str]) -> Entry:
    year, tool, code, group_no, group_name, text, status = line
    return Entry(int(year), tool, code, int(group_no), group_name.strip(), text.strip(), status)


def _mistakes(line: list[str]) -> list[str]:
    if len(line) != len(FIELDS):
        return [f"มี {len(line)} คอลัมน์ ต้องมี {len(FIELDS)} คอลัมน์"]
    year, tool, code, group_no, group_name, text, status = line
    number = code[1:]
    checks = (
        ("fiscal_year", year, _number(year, 2550, 2700), "ต้องเป็นปี พ.ศ. สี่หลัก"),
        ("tool", tool, tool in TOOLS, f"ต้องเป็น {' หรือ '.join(TOOLS)}"),
        (
            "code",
            code,
            (tool not in TOOLS or code[:1] == tool[0]) and _number(number, 1, 999),
            "ต้องเป็นตัวอักษรแรกของเครื่องมือตามด้วยเลขข้อ",
        ),
        ("indicator_no", group_no, _number(group_no, 1, 10), "ต้องเป็นเลขตัวชี้วัด"),
        ("indicator_name", group_name, bool(group_name.strip()), "ต้องไม่ว่าง"),
        ("text", text, bool(text.strip()) != (status == "no_text"), "ต้องมีข้อความ เว้นแต่สถานะเป็น no_text ซึ่งต้องว่าง"),
        ("status", status, status in STATUSES, f"ต้องเป็น {' หรือ '.join(STATUSES)}"),
    )
    return [f"คอลัมน์ {column}: พบ “{value}” {expected}" for column, value, right, expected in checks if not right]


def _number(text: str, low: int, high: int) -> bool:
    """Plain ASCII digits without leading zeros: `I01` and `I1` would be two items."""
    return len(text) <= 4 and text.isascii() and text.isdigit() and str(int(text)) == text and low <= int(text) <= high
