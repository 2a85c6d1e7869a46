"""A small frozen PDF, and the two who sign it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from pyhanko.sign.timestamps import TimeStamper

from pades.fields import add_fields
from pades.keys.agency_keys import Key
from pades.signing.level import Level
from pades.signing.signatures import Signatory, sign
from paper import archive, typeset

AGENCY = "องค์การบริหารส่วนตำบลทดสอบ"
REPORTER = Signatory("นางสาวปราณี ตั้งใจ", "นักวิเคราะห์นโยบายและแผน", AGENCY, "ผู้รายงาน")
APPROVER = Signatory("นายสมศักดิ์ เที่ยงธรรม", "นายกองค์การบริหารส่วนตำบล", AGENCY, "ผู้อนุมัติ")


@cache
def a_page() -> bytes:
    """A tagged page without fields, packed as a report is: its objects are listed in a stream, as later ones."""
    words = '<html lang="th"><head><title>รายงาน</title></head><body><h1>รายงาน</h1><p>ทดสอบ</p></body></html>'
    return archive.complete(typeset.render(words, title="รายงาน"))


@cache
def frozen() -> bytes:
    """The page with its two empty fields."""
    return add_fields(a_page())


def signed(
    key: Key,
    level: Level,
    *,
    of: bytes | None = None,
    now: datetime | None = None,
    stamper: TimeStamper | None = None,
) -> bytes:
    """The page with both signatures, made now where nothing else is said: a stamper's clock tells the time of day."""
    return sign(
        frozen() if of is None else of,
        reporter=REPORTER,
        approver=APPROVER,
        key=key,
        level=level,
        now=now or datetime.now(UTC).replace(microsecond=0),
        stamper=stamper,
    )
