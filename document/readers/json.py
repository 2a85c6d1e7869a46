"""A document's JSON, ours or another portal's: strict JSON, every field checked."""

import json
from collections import Counter
from typing import NoReturn

from document.checking import from_json
from document.errors import Problem, ReportError, refuse
from document.fields import shown
from document.readers.encoding import PLACE, decode, text_kind
from document.readers.reading import Reading, encoding_doubts, finish
from ita.catalogue import Catalogue

DEPTH = 6  # a document goes no deeper


class _Object(dict[str, object]):
    """A JSON object that remembers which of its keys came twice."""

    repeated: tuple[str, ...] = ()


def read(data: bytes, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0) -> Reading:
    """Read a JSON file of any schema; `agency` replaces the document's own. ReportError names every mistake."""
    decoded = decode(data)
    if not decoded.text.lstrip().startswith(("{", "[")):
        raise refuse(PLACE, f"เป็น{text_kind(decoded.text) or 'ข้อความธรรมดา'} ไม่ใช่แฟ้ม JSON โปรดเลือกไฟล์ใหม่")
    parsed = _parse(decoded.text)
    if isinstance(parsed, list):
        raise refuse(PLACE, f"เป็นรายการของ {len(parsed)} ชิ้น ต้องเป็นรายงานฉบับเดียวในวงเล็บ {{ }}")
    if repeated := list(_repeated(parsed, "รายงาน")):
        raise ReportError(repeated)
    if agency.strip() and isinstance(parsed, dict):
        parsed["agency"] = agency.strip()
    document = from_json(parsed)
    return finish(document, encoding_doubts(decoded), catalogue=catalogue)


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"บรรทัดที่ {error.lineno} ตัวอักษรที่ {error.colno}"
        if error.msg == "Extra data":
            raise refuse(place, "มีข้อมูลต่อท้ายรายงาน แฟ้มหนึ่งต้องมีรายงานฉบับเดียว") from error
        raise refuse(place, "ไม่เป็นไปตามรูปแบบ JSON แฟ้มอาจเสียหายหรือถูกตัด") from error
    except RecursionError as error:
        raise refuse(PLACE, "วงเล็บซ้อนกันลึกเกินไป") from error
    except ValueError as error:  # a number of thousands of digits, or _no_number
        raise refuse(PLACE, "มีตัวเลขที่ JSON ไม่รับ (NaN, Infinity หรือยาวเกินไป)") from error


def _object(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.repeated = tuple(key for key, count in counts.items() if count > 1)
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _repeated(parsed: object, place: str) -> list[Problem]:
    """Walks without recursion, for how deep a stranger's file goes is the stranger's choice; names a few levels."""
    found: list[Problem] = []
    waiting = [(parsed, place, 0)]
    while waiting:
        value, where, depth = waiting.pop()
        inner: list[tuple[str, object]] = []
        if isinstance(value, _Object):
            found += [Problem(where, f"มี “{shown(key)}” ซ้ำ") for key in value.repeated]
            inner = [(f" {shown(key)}", each) for key, each in value.items()]
        elif isinstance(value, list):
            inner = [(f"[{number}]", each) for number, each in enumerate(value, start=1)]
        waiting += [(each, where + name if depth < DEPTH else where, depth + 1) for name, each in inner]
    return found
