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


def _table(pen: ImageDraw.ImageDraw) -> None:
    """Colleagues round a table before a plan on the wall."""
    pen.rectangle((0, 820, *SIZE), fill=_FLOOR)
    pen.rectangle((420, 100, 1180, 470), fill=_PAPER, outline=_WOOD, width=12)
    for number, height in enumerate((90, 150, 210, 120)):
        pen.rectangle((520 + 150 * number, 420 - height, 620 + 150 * number, 420), fill=_SHIRTS[number])
    for number in range(4):
        _person(pen, 260 + 360 * number, 580, number + 2, size=55)
    pen.polygon(((240, 720), (1360, 720), (1520, 960), (80, 960)), fill=_WOOD)
    for x in (420, 760, 1100):
        pen.polygon(((x, 790), (x + 150, 790), (x + 170, 870), (x - 20, 870)), fill=_PAPER)
    for number in range(3):
        _person(pen, 400 + 400 * number, 1080, number, size=65)


def _screen(pen: ImageDraw.ImageDraw) -> None:
    """A page on a screen with fields to be filled in."""
    pen.rectangle((0, 960, *SIZE), fill=_WOOD)
    pen.rectangle((720, 860, 880, 1000), fill=_INK)
    pen.rounded_rectangle((180, 90, 1420, 880), 24, fill="#202020")
    pen.rectangle((220, 130, 1380, 840), fill=_PAPER)
    pen.rectangle((220, 130, 1380, 250), fill="#1b3f7a")
    pen.rectangle((270, 170, 760, 210), fill=_PAPER)
    for y, height in ((330, 60), (450, 60), (570, 150)):
        pen.rectangle((300, y - 30, 560, y - 14), fill=_INK)
        pen.rectangle((300, y, 1300, y + height), outline=_INK, width=4)
    pen.rounded_rectangle((300, 750, 560, 810), 12, fill="#5b8c5a")


def _sheet(pen: ImageDraw.ImageDraw) -> None:
    """A notice behind glass: a table of numbers under a heading."""
    pen.rectangle((300, 60, 1300, 1140), fill=_WOOD)
    pen.rectangle((350, 110, 1250, 1090), fill=_PAPER)
    pen.rectangle((450, 180, 1150, 220), fill="#1b3f7a")
    for line in range(9):
        y = 300 + 80 * line
        pen.line((420, y, 1180, y), fill=_INK, width=3)
        if line < 8:
            pen.rectangle((440, y + 30, 720 - 25 * (line % 3), y + 48), fill=_INK)
            pen.rectangle((1000 + 20 * (line % 4), y + 30, 1150, y + 48), fill=_INK)


def _box(pen: ImageDraw.ImageDraw) -> None:
    """A box for letters under a sign, beside the door of an office."""
    pen.rectangle((0, 1000, *SIZE), fill=_FLOOR)
    pen.rectangle((980, 160, 1440, 1000), fill=_WOOD)
    pen.ellipse((1360, 560, 1410, 610), fill="#c9a227")
    pen.rectangle((160, 150, 840, 380), fill="#1b3f7a")
    for line in range(2):
        pen.rectangle((230, 215 + 70 * line, 770 - 160 * line, 245 + 70 * line), fill=_PAPER)
    pen.rectangle((300, 500, 700, 880), fill="#c0392b")
    pen.rectangle((360, 560, 640, 584), fill="#202020")
    pen.polygon(((420, 440), (580, 440), (600, 572), (400, 572)), fill=_PAPER)


_SCENES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "meeting": _meeting,
    "village": _village,
    "poster": _poster,
    "counter": _counter,
    "board": _board,
    "table": _table,
    "screen": _screen,
    "sheet": _sheet,
    "box": _box,
}
