"""Evidence that is attached already: one piece, its bytes in the store; keywords say what matters."""

from __future__ import annotations

import hashlib
import io
from datetime import date

from PIL import Image, ImageDraw

from evidence.intake.kinds import Kind
from evidence.models import Evidence
from files import store
from measures.models import Action, Measure
from tests.factories import NOON

DAY = date(2023, 9, 29)


def a_picture(number: int = 1, *, size: tuple[int, int] = (640, 480), noisy: bool = False) -> bytes:
    """A JPEG as it is kept, another for each number; a noisy one takes as much room as a photograph of leaves."""
    picture = Image.effect_noise(size, 90).convert("RGB") if noisy else Image.new("RGB", size, "teal")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 0, size[0] // 2, 40 + number * 3), fill=(number * 9 % 256, 80, 200))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def a_photograph(
    measure: Measure,
    caption: str = "ติดป้ายประชาสัมพันธ์ช่องทางร้องเรียน",
    *,
    number: int = 1,
    is_public: bool = True,
    action: Action | None = None,
    data: bytes = b"",
) -> Evidence:
    """What was sent for it were other bytes: b"sent " and its own."""
    kept = data or a_picture(number)
    return _stored(
        measure,
        caption=caption,
        is_public=is_public,
        action=action,
        kind=Evidence.Kind.PHOTOGRAPH,
        name=f"IMG_{number}.heic",
        media_type=Kind.JPEG.media_type,
        digest=store.put(kept),
        sent_digest=hashlib.sha256(b"sent " + kept).hexdigest(),
        thumbnail=store.put(a_picture(number, size=(48, 36))),
        size=len(kept),
    )


def a_file(
    measure: Measure,
    caption: str = "รายงานการประชุมคณะทำงาน",
    *,
    name: str = "รายงานการประชุม 2/2566.pdf",
    data: bytes = b"%PDF-1.7 minutes",
    is_public: bool = True,
) -> Evidence:
    digest = store.put(data)
    return _stored(
        measure,
        caption=caption,
        is_public=is_public,
        kind=Evidence.Kind.FILE,
        name=name,
        media_type=Kind.PDF.media_type,
        digest=digest,
        sent_digest=digest,
        size=len(data),
    )


def a_link(measure: Measure, caption: str = "ประกาศในเว็บไซต์", *, is_public: bool = True) -> Evidence:
    address = "https://www.agency.example.go.th/news/25660803"
    return _stored(measure, caption=caption, is_public=is_public, kind=Evidence.Kind.LINK, address=address)


def _stored(measure: Measure, **said: object) -> Evidence:
    by = measure.plan.agency.memberships.select_related("user").order_by("pk").first()
    assert by is not None  # somebody attached it
    position = measure.evidence.count()
    return Evidence.objects.create(
        measure=measure, position=position, added_by=by.user, added_at=NOON, speaks_for=DAY, **said
    )
