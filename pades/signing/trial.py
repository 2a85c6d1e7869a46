"""A signature on an empty page, to see whether a key, a stamper and a level go together before a report needs them."""

from __future__ import annotations

import io
from datetime import datetime

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from pades.errors import Unusable
from pades.examination.examine import examine
from pades.examination.found import Roots
from pades.fields import add_fields
from pades.keys import agency_keys
from pades.keys.agency_keys import Key
from pades.signing.level import Level
from pades.signing.signatures import Signatory, sign


def try_out(key: Key, level: Level, *, agency: str, now: datetime) -> bytes:
    """The signed empty page, examined as any other file would be. Raises Unsigned's kinds."""
    page = add_fields(_empty_page())
    tester = Signatory("ทดสอบลายมือชื่อ", "", agency, "ทดสอบ")
    signed = sign(page, reporter=tester, approver=tester, key=key, level=level, now=now)
    prove(signed, level, now=now)
    return signed


def prove(signed: bytes, level: Level, *, now: datetime) -> None:
    """Raises Unusable unless a stranger's examination would find both signatures in order, and of that level."""
    roots = Roots(tuple(each.dump() for each in agency_keys.roots()), now)
    found = examine(signed, roots=roots)
    if not found.holds or found.level != level:
        raise Unusable("ตรวจลายมือชื่อที่ระบบเพิ่งลงแล้วไม่ผ่าน จึงไม่ใช้ไฟล์นี้ โปรดทดสอบในหน้าตั้งค่าใบรับรอง")


def _empty_page() -> bytes:
    writer = PdfFileWriter()
    contents = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=contents, media_box=(0, 0, 595, 842)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
