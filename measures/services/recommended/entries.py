"""A recommended measure as a file has it: what it must say, and how it stands in JSON, which the command takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ita.catalogue import TOOLS
from ita.codes import tool_of
from measures.models import Kind, Recommended
from thai.text import clean

OWN = Path(__file__).parents[2] / "data" / "recommended.json"
FIRST_YEAR, LAST_YEAR = 2550, 2700
LONGEST, LONGEST_NAME, LONGEST_QUESTION = 10_000, 200, 2000
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FIELDS = frozenset({"key", "tool", "group", "question", "steps"})
_MORE = frozenset({"item", "in_use"})
_ITEM = frozenset({"year", "kind", "code"})


@dataclass(frozen=True)
class Entry:
    """A measure that is recommended to all agencies: for which item or group, and what to do, step by step on lines.

    The item is named by year, kind of list and code, for keys of rows are other ones in each installation; 0 and
    nothing where it is known by the words of `question` alone.
    """

    key: str
    tool: str
    group_name: str
    question: str
    text: str
    item_year: int = 0
    item_kind: str = ""
    item_code: str = ""
    in_use: bool = True

    @property
    def item(self) -> tuple[int, str, str] | None:
        """Year, kind and code of its item, where it names one."""
        return (self.item_year, self.item_kind, self.item_code) if self.item_code else None


def entry_of(row: Recommended) -> Entry:
    """A stored measure as a file has it; wants `indicator` fetched."""
    item = row.indicator
    where = (item.year, item.kind, item.code) if item else (0, "", "")
    return Entry(row.key, row.tool, row.group_name, row.question, row.text, *where, in_use=row.removed_at is None)


def mistakes(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each part of a measure that can't be so, by its name, with what it must be in Thai."""
    if not _KEY.fullmatch(entry.key):
        yield "key", "ต้องเป็นอักษรอังกฤษตัวเล็ก ตัวเลข หรือขีด (-) ไม่เกิน 40 ตัว ขึ้นต้นด้วยอักษรหรือตัวเลข"
    if entry.tool not in TOOLS:
        yield "tool", f"ต้องเป็น {' หรือ '.join(TOOLS)}"
    for name, longest in (("group_name", LONGEST_NAME), ("question", LONGEST_QUESTION), ("text", LONGEST)):
        if len(getattr(entry, name)) > longest:
            yield name, f"ต้องไม่เกิน {longest:,} ตัวอักษร"
    if not entry.text:
        yield "text", "ต้องมีสิ่งที่ต้องทำ"
    if not (entry.group_name or entry.question or entry.item):
        yield "question", "ต้องมีข้อคำถาม ชื่อตัวชี้วัด หรือข้อในรายการอย่างน้อยหนึ่งอย่าง"
    yield from _wrong_item(entry)


def _wrong_item(entry: Entry) -> Iterator[tuple[str, str]]:
    given = (bool(entry.item_year), bool(entry.item_kind), bool(entry.item_code))
    if any(given) and not all(given):
        yield "item_code", "ต้องบอกข้อในรายการให้ครบ คือ ปี รายการสำหรับ และรหัสข้อ"
    if entry.item_year and not FIRST_YEAR <= entry.item_year <= LAST_YEAR:
        yield "item_year", f"ต้องเป็นปี พ.ศ. ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}"
    if entry.item_kind and entry.item_kind not in Kind.values:
        yield "item_kind", f"ต้องเป็น {' หรือ '.join(str(label) for label in Kind.labels)}"
    if entry.item_code and not _is_of_tool(entry.item_code, entry.tool):
        yield "item_code", f"ต้องเป็นรหัสข้อของ {entry.tool} เช่น {entry.tool[:1]}13"


def _is_of_tool(code: str, tool: str) -> bool:
    try:
        return tool_of(code) == tool
    except ValueError:
        return False


def read(path: Path = OWN) -> list[Entry]:
    """The measures in a file. Raises ValueError in Thai for one that can't be read, with its place."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"อ่านแฟ้ม {path.name} ไม่ได้: {error}") from error
    except ValueError as error:
        raise ValueError(f"อ่านแฟ้ม {path.name} ไม่ได้: ต้องเป็นข้อความ UTF-8") from error
    return from_json(text, path.name)


def from_json(text: str, name: str) -> list[Entry]:
    """The measures in the words of a file of JSON. Raises ValueError as `read` does."""
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"บรรทัด {error.lineno} ตัวอักษรที่ {error.colno}"
        raise ValueError(f"อ่านแฟ้ม {name} ไม่ได้: รูปแบบ JSON ไม่ถูกต้องที่{where}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists without end
        raise ValueError(f"อ่านแฟ้ม {name} ไม่ได้: มีตัวเลขยาวหรือรายการซ้อนกันลึกเกินกว่าจะเป็นมาตรการแนะนำ") from error
    if not isinstance(rows, list):
        raise ValueError(f"แฟ้ม {name} ต้องเป็นรายการของมาตรการแนะนำ")
    found = [_entry(number, row) for number, row in enumerate(rows, start=1)]
    keys = [entry.key for entry in found]
    if len(set(keys)) < len(keys):
        raise ValueError(f"มาตรการแนะนำมีรหัสซ้ำ: {', '.join(sorted({key for key in keys if keys.count(key) > 1}))}")
    return found


def _entry(number: int, row: object) -> Entry:
    place = f"มาตรการที่ {number}"
    if not isinstance(row, dict) or not _FIELDS <= set(row) <= _FIELDS | _MORE:
        raise ValueError(f"{place}: ต้องมี {', '.join(sorted(_FIELDS))}")
    steps, item, in_use = row["steps"], row.get("item"), row.get("in_use", True)
    words = [row[each] for each in ("key", "tool", "group", "question")]
    if not isinstance(steps, list) or not all(isinstance(each, str) for each in [*words, *steps]):
        raise ValueError(f"{place}: ทุกช่องต้องเป็นข้อความ และ steps ต้องเป็นรายการของข้อความ")
    if not isinstance(in_use, bool):
        raise ValueError(f"{place}: in_use ต้องเป็น true หรือ false")
    text = "\n".join(filter(None, (" ".join(clean(each).split()) for each in steps)))
    entry = Entry(row["key"], row["tool"], clean(row["group"]), clean(row["question"]), text, *_item(item, place))
    entry = entry if in_use else Entry(**{**vars(entry), "in_use": False})
    wrong = [f"{name}: {words}" for name, words in mistakes(entry)]
    if wrong:
        raise ValueError(f"{place}: {' '.join(wrong)}")
    return entry


def _item(item: object, place: str) -> tuple[int, str, str]:
    if item is None:
        return 0, "", ""
    if not isinstance(item, dict) or set(item) != _ITEM:
        raise ValueError(f"{place}: item ต้องมี {', '.join(sorted(_ITEM))}")
    year, kind, code = item["year"], item["kind"], item["code"]
    if not isinstance(year, int) or isinstance(year, bool) or not isinstance(kind, str) or not isinstance(code, str):
        raise ValueError(f"{place}: year ของ item ต้องเป็นตัวเลข kind และ code ต้องเป็นข้อความ")
    return year, kind, code


def as_json(entries: Iterable[Entry]) -> str:
    """The measures as a file of JSON that can be read again; what is usual is left out."""
    return json.dumps([_row(each) for each in entries], ensure_ascii=False, indent=2) + "\n"


def _row(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {"key": entry.key, "tool": entry.tool, "group": entry.group_name}
    row |= {"question": entry.question, "steps": entry.text.splitlines()}
    if entry.item:
        row["item"] = dict(zip(("year", "kind", "code"), entry.item, strict=True))
    return row if entry.in_use else {**row, "in_use": False}


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """By tool, group and question, as the pages have them."""
    return sorted(entries, key=lambda each: (TOOLS.index(each.tool), each.group_name, each.question, each.key))
