"""A file as somebody sent it becomes what is kept of it, in a process of its own: its bytes may be anybody's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from evidence.intake.kinds import EvidenceError, Kind, NotNow, kind_of, require_size
from pades.examination import sandbox

_TOO_COSTLY = "เปิดไฟล์นี้ใช้เวลาหรือหน่วยความจำมากเกินไป จึงไม่รับ โปรดย่อภาพหรือบันทึกไฟล์ใหม่"
_BUSY = "ระบบกำลังรับไฟล์อื่นอยู่ โปรดลองอีกครั้งในอีกสักครู่"


@dataclass(frozen=True)
class Kept:
    """What is kept of a file: `data` is to be stored, `thumbnail` too where there is one (of photographs alone).

    `text` is what its first pages say (of a PDF), `pages` how many it has; `taken_on` is a camera's own day.
    """

    kind: Kind
    data: bytes
    thumbnail: bytes = b""
    width: int = 0
    height: int = 0
    taken_on: date | None = None
    pages: int = 0
    text: str = ""


def take(data: bytes) -> Kept:
    """What is kept of a file. Raises EvidenceError for what isn't taken, NotNow where too many are being opened."""
    kind = kind_of(data)
    require_size(kind, len(data))
    try:
        done = sandbox.run("evidence.intake.inside", kind.encode() + b"\n" + data)
    except sandbox.Busy as error:
        raise NotNow(_BUSY) from error
    if done is None:
        raise EvidenceError(_TOO_COSTLY)
    head, _, rest = done.partition(b"\n")
    facts = json.loads(head)
    if "refused" in facts:
        raise EvidenceError(facts["refused"])
    return _kept(facts, rest, data)


def _kept(facts: dict[str, object], rest: bytes, sent: bytes) -> Kept:
    size = int(str(facts["size"]))
    taken_on = facts["taken_on"]
    return Kept(
        kind=Kind(str(facts["kind"])),
        data=rest[:size] if size else sent,
        thumbnail=rest[size:],
        width=int(str(facts["width"])),
        height=int(str(facts["height"])),
        taken_on=date.fromisoformat(str(taken_on)) if taken_on else None,
        pages=int(str(facts["pages"])),
        text=str(facts["text"]),
    )
