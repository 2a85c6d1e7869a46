"""An agency's emblem: whatever picture was sent becomes one plain PNG, which holds nothing but what is seen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from PIL import Image, ImageChops, UnidentifiedImageError

from paper import pictures, typeset
from paper.press.faults import Unfit

LARGEST_DRAWING = 512 * 1024  # of an SVG, whose lines are all drawn
MOST_PIXELS = 16_000_000
SIZE = 600  # pixels of the longer side: 2.5 cm on paper at 600 dots an inch
_SPECK = 24  # of 255
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_SAID = {"title", "desc", "metadata", "defs", "style", "linearGradient", "radialGradient", "stop", "clipPath"}
_CURE = "โปรดเปิดในโปรแกรมวาดภาพแล้วส่งออกเป็น PNG"


def read(data: bytes) -> bytes:
    """A PNG on white, its empty margins cut off, of SIZE pixels at the most. Raises Unfit."""
    picture = _of_svg(data) if b"<svg" in data[:4096] else _of_pixels(data)
    blank = Image.new("RGB", picture.size, "white")
    # What a camera or a JPEG makes of white is white.
    seen = ImageChops.difference(picture, blank).point(lambda value: 255 * (value > _SPECK)).getbbox()
    if seen is None:
        raise Unfit("ภาพนี้ว่างเปล่าหรือเป็นสีขาวทั้งภาพ โปรดเลือกไฟล์อื่น")
    cut = picture.crop(seen)
    cut.thumbnail((SIZE, SIZE))
    written = io.BytesIO()
    cut.save(written, "PNG", optimize=True)
    return written.getvalue()


def _of_pixels(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Unfit(f"ภาพใหญ่เกินไป ({found.width} x {found.height} จุด) โปรดย่อให้ไม่เกิน 4000 x 4000 จุด")
            return _on_white(found)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("อ่านไฟล์นี้เป็นภาพไม่ได้ ใช้ได้กับไฟล์ PNG SVG และ JPEG โปรดเลือกไฟล์อื่น") from error


def _on_white(found: Image.Image) -> Image.Image:
    seen = found.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _of_svg(data: bytes) -> Image.Image:
    """Drawn on a page of its own, where nothing is fetched; shapes alone are taken, so that no file draws for ever."""
    if len(data) > LARGEST_DRAWING:
        raise Unfit(f"ไฟล์ SVG ใหญ่เกิน {LARGEST_DRAWING // 1024} กิโลไบต์ {_CURE}")
    try:
        text = data.decode("utf-8-sig")
        if "<!ENTITY" in text:
            raise Unfit(f"ไฟล์ SVG นี้มีส่วนที่ระบบไม่รับ (ENTITY) {_CURE}")
        root = ElementTree.fromstring(text)  # noqa: S314 - a document that declares no entities has none to expand
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise Unfit(f"อ่านไฟล์ SVG นี้ไม่ได้ {_CURE}") from error
    for name in _unknown(root):
        raise Unfit(f"ไฟล์ SVG นี้มีส่วนที่ระบบไม่รับ ({name}) {_CURE}")
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {_length(root, 'width')} {_length(root, 'height')}")
    for name in ("width", "height"):
        root.set(name, "100%")
    ElementTree.register_namespace("", _SVG.strip("{}"))
    try:
        pdf = typeset.drawing(ElementTree.tostring(root, encoding="unicode"))
    except typeset.ForeignFileError as error:
        raise Unfit(f"ไฟล์ SVG นี้อ้างถึงไฟล์อื่น {_CURE}") from error
    return pictures.first(pdf, SIZE * 2)


def _unknown(root: ElementTree.Element) -> Iterator[str]:
    """What is neither a shape nor said of shapes, or leads elsewhere; other programs' notes are left out."""
    if root.tag != f"{_SVG}svg":
        yield root.tag[-40:]
    for parent in root.iter():
        for child in list(parent):
            if not str(child.tag).startswith(_SVG):
                parent.remove(child)
    for element in root.iter():
        if element.tag.removeprefix(_SVG) not in _DRAWN | _SAID:
            yield element.tag.removeprefix(_SVG)
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2]
            if local.startswith("on") or (local == "href" and not value.startswith("#")):
                yield local


def _length(root: ElementTree.Element, name: str) -> str:
    """A side in the drawing's own units: its digits, without what they are of."""
    digits = root.get(name, "").strip().rstrip("ptxmcin%")
    if not digits.replace(".", "", 1).isdecimal() or float(digits) <= 0:
        raise Unfit(f"ไฟล์ SVG นี้ไม่บอกขนาดของภาพ {_CURE}")
    return digits
