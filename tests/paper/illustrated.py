"""Reports with photographs, files and links, as they come to paper."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from PIL import Image

from document import EvidenceItem, ReportDocument
from paper.annex.photographs import printable, room
from paper.paper import Paper
from tests.evidence.making import a_picture
from tests.reports.frozen import PAPER, seed

LONG = "ประชุมชี้แจงขั้นตอนการให้บริการแก่เจ้าหน้าที่ทุกกองงาน ณ ห้องประชุมองค์การบริหารส่วนตำบลจำปา น้ำใจ ทั้งนี้ ขั้นตอนที่ 2 "
LINK = "https://www.champa.example.go.th/news/detail/25660803?id=12345"
NAME = "รายงานการประชุม 2-2566.pdf"
DIGEST = "0123456789abcdef" * 4


@cache
def proved(
    photographs: int, *, others: int = 1, caption: str = "", noisy: bool = False
) -> tuple[ReportDocument, Paper]:
    """The sample with so many photographs, upright ones among them, and its paper with their pictures."""
    report, items, kept = seed(), [], {}
    for number in range(photographs):
        size = (480, 640) if number % 5 == 3 else (640, 480)
        data = a_picture(number, size=tuple(2 * side for side in size) if noisy else size, noisy=noisy)  # type: ignore[arg-type]  # two sides
        digest = hashlib.sha256(data).hexdigest()
        kept[digest] = printable(data, largest=room(photographs))
        items.append(
            EvidenceItem(
                measure=number % 3 + 1,
                kind="photograph",
                caption=caption or f"ติดป้ายช่องทางร้องเรียน จุดที่ {number + 1}",
                speaks_for=date(2023, 9, 1) + timedelta(days=number),
                name=f"IMG_{number}.jpg",
                media_type="image/jpeg",
                size=len(data),
                digest=digest,
            )
        )
    for number in range(others):
        said = {"measure": 1, "caption": f"เอกสารที่ {number + 1}", "speaks_for": date(2023, 8, 3)}
        items.append(
            EvidenceItem(**said, kind="file", name=NAME, media_type="application/pdf", size=9, digest=DIGEST)  # type: ignore[arg-type]  # as said
        )
        items.append(EvidenceItem(measure=2, kind="link", caption="ประกาศในเว็บไซต์", address=LINK))
    return replace(report, schema=2, evidence=tuple(items)), replace(PAPER, photographs=kept)


def is_jpeg(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as found:
        return found.format == "JPEG"
