"""The list of evidence out of foreign data: see document.checking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from document.evidence import EVIDENCE_KINDS, EvidenceItem
from document.fields import Fields, Record, shown
from document.values import Measure

KEYS = (
    *("measure", "action", "kind", "caption", "speaks_for", "item"),
    *("name", "media_type", "size", "digest", "address"),
)
# As long as the portal's tables hold.
LONGEST_CAPTION, LONGEST_NAME, LONGEST_ADDRESS, LONGEST_ITEM, LONGEST_TYPE = 500, 255, 2000, 8, 100
LARGEST = 2**31 - 1  # bytes
_DIGEST = re.compile("[0-9a-f]{64}")
_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9.+-]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_KINDS = {str(kind): kind for kind in EVIDENCE_KINDS}


def evidence_of(fields: Fields, record: Record, place: str, measures: Sequence[Measure]) -> tuple[EvidenceItem, ...]:
    """The document's list of evidence, each piece of a measure that the document has."""
    return fields.items(record, "evidence", place, "หลักฐาน", partial(_item, fields, measures))


def _item(fields: Fields, measures: Sequence[Measure], value: object, place: str) -> EvidenceItem | None:
    record = fields.record(value, place, KEYS)
    if not measures:
        fields.say(f"{place} measure", "รายงานไม่มีมาตรการที่หลักฐานนี้อ้างถึง")
        return None
    measure = fields.number(record, "measure", place, 1, len(measures))
    kind = _KINDS.get(fields.text(record, "kind", place))
    if record and kind is None:
        fields.say(f"{place} kind", f"พบ “{shown(record.get('kind'))}” ต้องเป็น {' '.join(_KINDS)}")
    item = EvidenceItem(
        measure=measure,
        action=fields.number(record, "action", place, 0, len(measures[measure - 1].actions)),
        kind=kind or "file",
        caption=fields.text(record, "caption", place, empty=False, longest=LONGEST_CAPTION),
        speaks_for=fields.day(record, "speaks_for", place),
        item=fields.text(record, "item", place, longest=LONGEST_ITEM),
        name=fields.text(record, "name", place, longest=LONGEST_NAME),
        media_type=fields.text(record, "media_type", place, longest=LONGEST_TYPE),
        size=fields.number(record, "size", place, 0, LARGEST),
        digest=fields.text(record, "digest", place),
        address=fields.text(record, "address", place, longest=LONGEST_ADDRESS),
    )
    _check_bytes(fields, item, place)
    return item


def _check_bytes(fields: Fields, item: EvidenceItem, place: str) -> None:
    """A link is an address and nothing else, a file has a digest and a type."""
    if item.is_link:
        if not _ADDRESS.fullmatch(item.address):
            fields.say(f"{place} address", f"พบ “{shown(item.address)}” ต้องเป็นที่อยู่เว็บไซต์ http:// หรือ https://")
        if item.digest or item.media_type or item.size:
            fields.say(place, "ลิงก์ต้องไม่มี digest media_type และ size")
        return
    if not _DIGEST.fullmatch(item.digest):
        fields.say(f"{place} digest", f"พบ “{shown(item.digest)}” ต้องเป็น SHA-256 ตัวพิมพ์เล็ก 64 ตัว")
    if not _TYPE.fullmatch(item.media_type):
        fields.say(f"{place} media_type", f"พบ “{shown(item.media_type)}” ต้องเป็นชนิดของไฟล์ เช่น image/jpeg")
    if item.address:
        fields.say(f"{place} address", "ไฟล์ต้องไม่มีที่อยู่เว็บไซต์")
