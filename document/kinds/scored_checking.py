"""The scores before and after out of foreign data: see document.checking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from document.fields import Fields, Record, shown
from document.kinds.scored import ScorePair
from document.values import Measure
from ita import codes

KEYS = ("measure", "code", "before", "code_after", "after")
_FIGURE = re.compile(r"(?:100\.00|[1-9]?[0-9]\.[0-9]{2})", re.ASCII)


def scores_of(fields: Fields, record: Record, place: str, measures: Sequence[Measure]) -> tuple[ScorePair, ...]:
    """The document's list of scores, each of a measure that the document has."""
    return fields.items(record, "scores", place, "คะแนน", partial(_pair, fields, measures))


def _pair(fields: Fields, measures: Sequence[Measure], value: object, place: str) -> ScorePair | None:
    record = fields.record(value, place, KEYS)
    if not measures:
        fields.say(f"{place} measure", "รายงานไม่มีมาตรการที่คะแนนนี้อ้างถึง")
        return None
    return ScorePair(
        fields.number(record, "measure", place, 1, len(measures)),
        _code(fields, record, "code", place),
        _figure(fields, record, "before", place),
        _code(fields, record, "code_after", place),
        _figure(fields, record, "after", place),
    )


def _figure(fields: Fields, record: Record, key: str, place: str) -> str:
    figure = fields.text(record, key, place)
    if not _FIGURE.fullmatch(figure):
        fields.say(f"{place} {key}", f"พบ “{shown(record.get(key))}” ต้องเป็นคะแนน 0.00 ถึง 100.00 มีทศนิยมสองตำแหน่ง")
        return "0.00"
    return figure


def _code(fields: Fields, record: Record, key: str, place: str) -> str:
    code = fields.text(record, key, place)
    try:
        is_normal = codes.normalise(code)[0] == code
    except ValueError:
        is_normal = False
    if not is_normal:
        fields.say(f"{place} {key}", f"พบ “{shown(record.get(key))}” ต้องเป็นรหัสข้อ เช่น I7")
    return code
