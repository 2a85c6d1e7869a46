"""A report with twenty-four photographs beside the same report without them: time, and size of the file.

    .venv/bin/python -m benchmarks.annex [PHOTOGRAPHS] [MEASURES]        (24 and 3 unless told)

The photographs are drawn here, 2560 pixels wide as the portal keeps them, with as much detail as a scene out of doors
has. Making them small is told by itself: it is done once, when a report is first looked at.
"""

import hashlib
import io
import random
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

from benchmarks.render import report_of, set_up

if TYPE_CHECKING:
    from document import ReportDocument
    from paper.paper import Paper

SIZE = 2560, 1920
ROUNDS = 5  # the quickest counts, in time of the processor: other programs only ever make it slower


def main(photographs: int, measures: int) -> None:
    set_up()
    from document import EvidenceItem  # noqa: PLC0415 - after Django's set-up
    from paper.annex.photographs import printable, room  # noqa: PLC0415
    from paper.paper import Paper  # noqa: PLC0415

    plain = report_of(measures)
    kept = {hashlib.sha256(data).hexdigest(): data for data in map(a_photograph, range(photographs))}
    start = time.process_time()
    small = {digest: printable(data, largest=room(photographs)) for digest, data in kept.items()}
    making = time.process_time() - start
    items = tuple(
        EvidenceItem(
            measure=number % measures + 1,
            kind="photograph",
            caption=f"ประชุมชี้แจงขั้นตอนการให้บริการแก่เจ้าหน้าที่ทุกกองงาน ครั้งที่ {number + 1}",
            media_type="image/jpeg",
            size=len(kept[digest]),
            digest=digest,
        )
        for number, digest in enumerate(small)
    )
    (without, _), (with_them, size) = spent(
        (plain, Paper()), (replace(plain, schema=2, evidence=items), Paper(photographs=small))
    )
    largest = max(map(len, small.values()))
    print(f"{measures} measures: {without:.2f} s; with {photographs} photographs {with_them:.2f} s, ", end="")
    print(
        f"{with_them / without:.2f} times; made small in {making:.2f} s, the largest {largest / 1000:.0f} kB; ", end=""
    )
    print(f"the file {size / 1e6:.2f} MB")


def spent(*reports: "tuple[ReportDocument, Paper]") -> list[tuple[float, int]]:
    """Seconds of the processor for each finished PDF, and its bytes; they take turns, and the first turn warms up."""
    from paper import report_pdf  # noqa: PLC0415 - after Django's set-up

    sizes = [len(report_pdf.write(document, paper)) for document, paper in reports]
    found: list[list[float]] = [[] for _ in reports]
    for _ in range(ROUNDS):
        for times, (document, paper) in zip(found, reports, strict=True):
            start = time.process_time()
            report_pdf.write(document, paper)
            times.append(time.process_time() - start)
    return [(min(times), size) for times, size in zip(found, sizes, strict=True)]


def a_photograph(number: int) -> bytes:
    """Another for each number."""
    chance = random.Random(number)
    scene = Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 60).resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")
    drawing = ImageDraw.Draw(scene)
    for _ in range(80):
        left, top = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        colour = tuple(chance.randrange(256) for _ in range(3))
        drawing.ellipse((left, top, left + chance.randrange(20, 500), top + chance.randrange(20, 500)), fill=colour)
    written = io.BytesIO()
    scene.filter(ImageFilter.GaussianBlur(1)).save(written, "JPEG", quality=85)
    return written.getvalue()


if __name__ == "__main__":
    told = [int(each) for each in sys.argv[1:]]
    main(*(told + [24, 3][len(told) :]))
