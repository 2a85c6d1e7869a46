"""Pictures that the demonstration draws for itself: what a telephone would have taken at its meetings and counters."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from PIL import ExifTags, Image, ImageDraw

SIZE = (1600, 1200)
_WALL, _FLOOR, _WOOD, _PAPER, _INK = "#e9e2d0", "#b9a684", "#8a6a45", "#fdfcf7", "#4a4a4a"
_SHIRTS = ("#3d6fa5", "#b5533c", "#5b8c5a", "#c9a227", "#7a5c99", "#d98c5f")


def draw(scene: str, day: date) -> bytes:
    """The picture of a scene as a JPEG whose camera says that it was taken on the day. KeyError for no such scene."""
    picture = Image.new("RGB", SIZE, _WALL)
    _SCENES[scene](ImageDraw.Draw(picture))
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{day:%Y:%m:%d} 10:00:00"
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=88, exif=exif)
    return written.getvalue()


def _person(pen: ImageDraw.ImageDraw, x: int, y: int, number: int, *, size: int = 60) -> None:
    """Head and shoulders, seen from behind."""
    pen.ellipse((x - size, y - 2 * size, x + size, y), fill="#2d2420")
    pen.rounded_rectangle((x - 2 * size, y, x + 2 * size, y + 4 * size), size, fill=_SHIRTS[number % len(_SHIRTS)])


def _meeting(pen: ImageDraw.ImageDraw) -> None:
    """A hall in which people sit before a speaker."""
    pen.rectangle((0, 760, *SIZE), fill=_FLOOR)
    pen.rectangle((330, 140, 1270, 560), fill=_PAPER, outline=_WOOD, width=16)
    pen.rectangle((400, 210, 1200, 260), fill="#1b3f7a")
    for line in range(4):
        pen.rectangle((430, 310 + 55 * line, 1150 - 90 * line, 328 + 55 * line), fill=_INK)
    _person(pen, 1400, 420, 0, size=45)
    for number in range(12):
        _person(pen, 130 + 265 * (number % 6) + 60 * (number // 6), 800 + 170 * (number // 6), number)


def _village(pen: ImageDraw.ImageDraw) -> None:
    """People under the roof of a village's pavilion."""
    pen.rectangle((0, 0, SIZE[0], 700), fill="#9cc3dc")
    pen.rectangle((0, 700, *SIZE), fill="#7d9a5b")
    pen.polygon(((100, 420), (800, 120), (1500, 420)), fill="#a0402c")
    for x in (180, 600, 1000, 1400):
        pen.rectangle((x, 420, x + 36, 860), fill=_WOOD)
    for number in range(10):
        _person(pen, 150 + 320 * (number % 5) + 80 * (number // 5), 770 + 190 * (number // 5), number + 3)


def _poster(pen: ImageDraw.ImageDraw) -> None:
    """A sheet that explains something by shapes and bars."""
    pen.rectangle((0, 0, *SIZE), fill="#dbe9f4")
    pen.rectangle((0, 0, SIZE[0], 230), fill="#1b3f7a")
    pen.rectangle((90, 90, 1100, 140), fill=_PAPER)
    for number, colour in enumerate(_SHIRTS[:3]):
        pen.ellipse((120 + 490 * number, 320, 460 + 490 * number, 660), fill=colour)
        pen.rectangle((150 + 490 * number, 710, 430 + 490 * number, 735), fill=_INK)
    for number, height in enumerate((120, 190, 150, 260, 300)):
        pen.rectangle((180 + 260 * number, 1120 - height, 340 + 260 * number, 1120), fill=_SHIRTS[number])


def _counter(pen: ImageDraw.ImageDraw) -> None:
    """A counter with two who serve and two who wait."""
    pen.rectangle((0, 880, *SIZE), fill=_FLOOR)
    pen.rectangle((200, 90, 1400, 210), fill="#1b3f7a")
    for number, x in enumerate((520, 1080)):
        _person(pen, x, 420, number + 1, size=70)
    pen.rectangle((120, 560, 1480, 900), fill=_WOOD)
    pen.rectangle((120, 560, 1480, 600), fill=_PAPER)
    for number, x in enumerate((420, 1180)):
        _person(pen, x, 820, number + 4, size=90)


def _board(pen: ImageDraw.ImageDraw) -> None:
    """A board with sheets that are pinned to it."""
    pen.rectangle((100, 120, 1500, 1060), fill=_WOOD)
    pen.rectangle((150, 170, 1450, 1010), fill="#2f6b4f")
    for number in range(6):
        x, y = 220 + 410 * (number % 3), 230 + 390 * (number // 3)
        pen.rectangle((x, y, x + 330, y + 330), fill=_PAPER)
        for line in range(6):
            pen.rectangle((x + 35, y + 50 + 42 * line, x + 290 - 24 * line, y + 62 + 42 * line), fill=_INK)
        pen.ellipse((x + 150, y - 14, x + 180, y + 16), fill="#c0392b")


_SCENES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "meeting": _meeting,
    "village": _village,
    "poster": _poster,
    "counter": _counter,
    "board": _board,
}
