"""The recommended measures of the whole installation, out of a file: that which comes with the program, or another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from audit import chain
from ita.catalogue import TOOLS
from measures.models import Recommended
from thai.text import clean

OWN = Path(__file__).parents[2] / "data" / "recommended.json"
_FIELDS = frozenset({"key", "tool", "group", "question", "steps"})
_COLUMNS = ("tool", "group_name", "question", "text")
_SUBJECT = "recommended"


@dataclass(frozen=True)
class Loaded:
    """How many were new, changed, and as they were."""

    added: int
    changed: int
    same: int


def read(path: Path = OWN) -> list[Recommended]:
    """The measures in a file, not stored yet. Raises ValueError in Thai for one that can't be read, with its place."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"อ่านแฟ้ม {path.name} ไม่ได้: {error}") from error
    if not isinstance(rows, list):
        raise ValueError(f"แฟ้ม {path.name} ต้องเป็นรายการของมาตรการแนะนำ")
    read_rows = [_row(number, row) for number, row in enumerate(rows, start=1)]
    keys = [row.key for row in read_rows]
    if len(set(keys)) < len(keys):
        raise ValueError(f"มาตรการแนะนำมีชื่อเรียกซ้ำ: {', '.join(sorted({key for key in keys if keys.count(key) > 1}))}")
    return read_rows


def _row(number: int, row: object) -> Recommended:
    if not isinstance(row, dict) or set(row) != _FIELDS:
        raise ValueError(f"มาตรการที่ {number}: ต้องมี {', '.join(sorted(_FIELDS))}")
    steps = row["steps"]
    words = [row[name] for name in ("key", "tool", "group", "question")]
    if not isinstance(steps, list) or not all(isinstance(each, str) for each in [*words, *steps]):
        raise ValueError(f"มาตรการที่ {number}: ทุกช่องต้องเป็นข้อความ และ steps ต้องเป็นรายการของข้อความ")
    if row["tool"] not in TOOLS:
        raise ValueError(f"มาตรการที่ {number}: เครื่องมือต้องเป็น {', '.join(TOOLS)}")
    text = "\n".join(" ".join(clean(each).split()) for each in steps)
    found = Recommended(
        key=row["key"], tool=row["tool"], group_name=clean(row["group"]), question=clean(row["question"]), text=text
    )
    try:
        found.full_clean(validate_unique=False, validate_constraints=False)
        if not found.key:
            raise ValidationError("ต้องมีชื่อเรียก")
    except ValidationError as error:
        raise ValueError(f"มาตรการที่ {number}: {' '.join(error.messages)}") from error
    return found


@transaction.atomic
def load(rows: list[Recommended]) -> Loaded:
    """Stores them; running it again changes nothing. One that is no longer in a file stays, and what agencies keep."""
    stored = {row.key: row for row in Recommended.objects.select_for_update().filter(agency=None)}
    added, changed = [], []
    for row in rows:
        old = stored.get(row.key)
        if old is None:
            added.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in _COLUMNS):
            for name in _COLUMNS:
                setattr(old, name, getattr(row, name))
            changed.append(old)
    Recommended.objects.bulk_create(added)
    Recommended.objects.bulk_update(changed, _COLUMNS)
    if added or changed:
        data = {"added": len(added), "changed": len(changed)}
        chain.record("recommended.loaded", actor=None, agency=None, subject=_SUBJECT, data=data)
    return Loaded(len(added), len(changed), len(rows) - len(added) - len(changed))
