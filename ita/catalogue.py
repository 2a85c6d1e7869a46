"""The items of each year's instrument as plain values; the database feeds the same Catalogue as the file does."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ita.codes import code_key, tool_of

_DATA = Path(__file__).parent / "data"
OWN = (_DATA / "ita-catalogue.csv", _DATA / "ita-catalogue-2568-2569.csv")  # the lists that come with the program
FIELDS = ("fiscal_year", "tool", "code", "indicator_no", "indicator_name", "text", "status")
KIND = "kind"  # a further column, of lists that are not every agency's
GENERAL = "general"
KINDS = (GENERAL, "hospital", "college", "school")
HEADS = (FIELDS, (*FIELDS, KIND))
TOOLS = ("IIT", "EIT", "OIT")
LONGEST_NAME, LONGEST_WORDING = 200, 2000  # letters of a group's name, and of an item's wording
LONGEST_SHOWN = 60  # of a cell in a message
STATUSES = ("seed", "second_hand", "uncertain", "no_text", "confirmed")


class CatalogueError(ValueError):
    """A catalogue file that can't be loaded; the message is Thai, one line a mistake, with row and column."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one fiscal year (Buddhist era); `text` is empty while nobody has entered the wording.

    `kind` is for which agencies its list is. `forerunner` is the item of an earlier year that it continues, by year and
    code, once a person confirmed that; `is_new` that a person found none.
    """

    year: int
    tool: str
    code: str
    group_no: int
    group_name: str
    text: str
    status: str
    kind: str = GENERAL
    forerunner: tuple[int, str] | None = None
    is_new: bool = False


class Catalogue:
    """The items of all years known so far that serve one agency, by year and code, in the order in which they came.

    A year may have the list of one tool and not of another, and a list may lack numbers: nothing is said of those.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Raise CatalogueError when a year holds a code twice."""
        self._entries: dict[tuple[int, str], Entry] = {}
        for entry in entries:
            if (entry.year, entry.code) in self._entries:
                raise CatalogueError(f"ข้อ {entry.code} ของปี {entry.year} มีซ้ำ")
            self._entries[entry.year, entry.code] = entry
        self._continued: dict[tuple[int, str], list[Entry]] | None = None
        self._by_year: dict[int, dict[str, tuple[Entry, ...]]] = {}
        for entry in self._entries.values():
            tools = self._by_year.setdefault(entry.year, {})
            tools[entry.tool] = (*tools.get(entry.tool, ()), entry)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a list, ascending."""
        return tuple(sorted(self._by_year))

    def has_list(self, year: int, tool: str) -> bool:
        """Whether any item of the year's list of a tool is known; only then can a missing code be a mistake."""
        return bool(self.items(year, tool))

    def holds(self, year: int, code: str) -> bool | None:
        """Whether the year's list has the normalised code; None where nobody knows: no list, or a number that it lacks
        below its last one, which every instrument has."""
        if (year, code) in self._entries:
            return True
        known = self.items(year, tool_of(code))
        return False if known and code_key(code) > max(code_key(entry.code) for entry in known) else None

    def mistake(self, code: str, years: Iterable[int]) -> str:
        """Why a code can't be an item of one of the years, in Thai: a list is known, and none holds it or may do so."""
        years = tuple(dict.fromkeys(years))
        known = [year for year in years if self.has_list(year, tool_of(code))]
        if not known or any(self.holds(year, code) is not False for year in known):
            return ""
        return f"ไม่มีข้อ {code} ในรายการข้อคำถามปี {' และปี '.join(map(str, known))}"

    def get(self, year: int, code: str) -> Entry | None:
        """The item with the normalised code (`E13`), or None."""
        return self._entries.get((year, code))

    def items(self, year: int, tool: str | None = None) -> tuple[Entry, ...]:
        """The year's items, of one tool (IIT, EIT, OIT) or of all three; empty for an unknown year."""
        tools = self._by_year.get(year, {})
        if tool is not None:
            return tools.get(tool, ())
        return tuple(entry for entries in tools.values() for entry in entries)

    def __iter__(self) -> Iterator[Entry]:
        """All items, in the order of years and tools in which they came."""
        return iter(self._entries.values())

    def successors(self, year: int, code: str, later: int) -> tuple[Entry, ...]:
        """The items of a later year that continue this one, as people confirmed from list to list, or none."""
        if year == later:
            own = self.get(year, code)
            return (own,) if own else ()
        found: dict[str, Entry] = {}
        for next_ in self._by_forerunner().get((year, code), ()):
            if next_.year <= later:
                found |= {each.code: each for each in self.successors(next_.year, next_.code, later)}
        return tuple(found.values())

    def _by_forerunner(self) -> dict[tuple[int, str], list[Entry]]:
        if self._continued is None:
            self._continued = {}
            for entry in self._entries.values():
                if entry.forerunner and entry.forerunner[0] < entry.year:
                    self._continued.setdefault(entry.forerunner, []).append(entry)
        return self._continued


def load_csv(*paths: Path) -> Catalogue:
    """Read the lists that serve every agency out of UTF-8 CSV files, by default those that come with the program.

    Raise CatalogueError that names row and column of each mistake.
    """
    return Catalogue(entry for entry in read_csv(*paths) if entry.kind == GENERAL)


def read_csv(*paths: Path) -> list[Entry]:
    """Read the items of all kinds of lists out of such files, with the columns FIELDS and perhaps KIND.

    Raise CatalogueError that names row and column of each mistake, or an item that two files hold.
    """
    entries: dict[tuple[int, str, str], Entry] = {}
    for path in paths or OWN:
        for entry in _entries_of(path):
            if (entry.year, entry.kind, entry.code) in entries:
                raise CatalogueError(f"ข้อ {entry.code} ของปี {entry.year} มีซ้ำ")
            entries[entry.year, entry.kind, entry.code] = entry
    if mistakes := group_mistakes(entries.values()):
        raise CatalogueError("\n".join(mistakes))
    return list(entries.values())


def group_mistakes(entries: Iterable[Entry]) -> list[str]:
    """What is wrong with the groups of lists, in Thai: a number that is of two tools, or has two names in a year.

    By the number a group is known in forms, spreadsheets and scores.
    """
    groups: dict[tuple[int, str, int], dict[tuple[str, str], Entry]] = {}
    for entry in entries:
        of_list = groups.setdefault((entry.year, entry.kind, entry.group_no), {})
        of_list.setdefault((entry.tool, entry.group_name), entry)
    return [
        f"ตัวชี้วัดที่ {number} ของปี {year} ต้องเป็นของเครื่องมือเดียวและมีชื่อเดียว แต่พบ "
        + " ".join(f"{tool} “{name}” ({first.code})" for (tool, name), first in found.items())
        for (year, _, number), found in groups.items()
        if len(found) > 1
    ]


def _entries_of(path: Path) -> list[Entry]:
    try:
        rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        lines = list(rows)
    except OSError as error:
        raise CatalogueError(f"เปิดแฟ้ม {path.name} ไม่ได้: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"แฟ้ม {path.name} ไม่ใช่ข้อความ UTF-8 (ไบต์ที่ {error.start + 1})") from error
    except csv.Error as error:
        raise CatalogueError(f"แฟ้ม {path.name} แถวที่ {rows.line_num}: เครื่องหมายคำพูดหรือตัวคั่นของ CSV ไม่ครบ") from error
    if not lines or tuple(lines[0]) not in HEADS:
        raise CatalogueError(f"แฟ้ม {path.name} แถวที่ 1: หัวคอลัมน์ต้องเป็น {', '.join(FIELDS)}")
    entries, mistakes = read_rows(list(enumerate(lines, start=1)))
    if mistakes:
        raise CatalogueError("\n".join(mistakes))
    return entries


def read_rows(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[list[Entry], list[str]]:
    """The items of numbered rows, the first of which is the head, and each mistake, in Thai, with row and column."""
    (_, head), *lines = rows
    mistakes: list[str] = []
    entries: dict[tuple[int, str, str], Entry] = {}
    for number, line in lines:
        if not any(line):
            continue
        found = _mistakes(line, len(head))
        if not found:
            entry = _entry(line)
            if (entry.year, entry.kind, entry.code) in entries:
                found = [f"คอลัมน์ code: ข้อ {entry.code} ของปี {entry.year} มีซ้ำ"]
            entries[entry.year, entry.kind, entry.code] = entry
        mistakes += [f"แถวที่ {number} {each}" for each in found]
    return list(entries.values()), mistakes


def _entry(line: Sequence[str]) -> Entry:
    year, tool, code, group_no, group_name, text, status, *kind = line
    said = kind[0] if kind and kind[0] else GENERAL
    return Entry(int(year), tool, code, int(group_no), group_name.strip(), text.strip(), status, said)


def _mistakes(line: Sequence[str], columns: int) -> list[str]:
    if len(line) != columns:
        return [f"มี {len(line)} คอลัมน์ ต้องมี {columns} คอลัมน์"]
    year, tool, code, group_no, group_name, text, status, *more = line
    kind = more[0] if more else ""
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
        ("indicator_name", group_name, len(group_name) <= LONGEST_NAME, f"ต้องไม่เกิน {LONGEST_NAME} ตัวอักษร"),
        ("text", text, len(text) <= LONGEST_WORDING, f"ต้องไม่เกิน {LONGEST_WORDING} ตัวอักษร"),
        ("text", text, bool(text.strip()) != (status == "no_text"), "ต้องมีข้อความ เว้นแต่สถานะเป็น no_text ซึ่งต้องว่าง"),
        ("status", status, status in STATUSES, f"ต้องเป็น {' หรือ '.join(STATUSES)}"),
        (KIND, kind, kind in ("", *KINDS), f"ต้องเป็น {' หรือ '.join(KINDS)} หรือเว้นว่าง"),
    )
    wrong = ((column, value, expected) for column, value, right, expected in checks if not right)
    return [f"คอลัมน์ {column}: พบ “{_shown(value)}” {expected}" for column, value, expected in wrong]


def _shown(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


def _number(text: str, low: int, high: int) -> bool:
    """Plain ASCII digits without leading zeros: `I01` and `I1` would be two items."""
    return len(text) <= 4 and text.isascii() and text.isdigit() and str(int(text)) == text and low <= int(text) <= high
