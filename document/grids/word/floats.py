"""What floats beside a paragraph's words: text boxes, pictures, drawn words; in order, each once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from document.grid import Block, Paragraph, Picture, Place
from document.grids.word.names import CHART, DIAGRAM, MC, PIC, WP, A, Element, R, V, W, branch
from document.grids.word.reading import Reading

_CAPTION = re.compile(r"\s*(?:ภาพ|รูป)")
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp|[ew]mf)\s*$", re.IGNORECASE)
_BY_MACHINE = re.compile(r"description automatically generated|คำอธิบายที่สร้างโดยอัตโนมัติ|AI-generated", re.IGNORECASE)
_LONGEST_CAPTION = 500
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (b"\x01\0\x09\0", "image/wmf"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: the element that holds its paragraphs."""

    element: Element


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by the relation that names its bytes, with its alternative text."""

    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words that are drawn (WordArt), as they are."""

    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that isn't read, by the key of what is said of it."""

    key: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram (SmartArt) by the relation of the part that has its words."""

    relation: str


Float = Box | Image | Drawn | Remark | Diagram


def floats_in(element: Element, words: str = "") -> Iterator[Float]:
    """All that floats within a drawing; `words` is its alternative text."""
    for each in element:
        tag = each.tag
        if tag in _SIMPLE:
            yield _SIMPLE[tag](each, words)
        elif tag == MC + "AlternateContent":
            if (chosen := branch(each)) is not None:
                yield from floats_in(chosen, words)
        elif _is_hidden(each):
            yield Remark("hidden")
        else:
            yield from floats_in(each, words or _described(each))


def _is_hidden(element: Element) -> bool:
    described = element.find(WP + "docPr")
    return described is not None and described.get("hidden") in {"1", "true"}


def _described(element: Element) -> str:
    """The alternative text of a drawing, of one picture of it, or of an old drawing."""
    described = element.find(WP + "docPr")
    if described is None:
        described = element.find(f"{PIC}nvPicPr/{PIC}cNvPr")
    words: str = element.get("alt", "") if described is None else described.get("descr", "")
    return words.strip()[:_LONGEST_CAPTION]


def picture(image: Image, part: str, reading: Reading, place: Place) -> Picture | None:
    """The picture with its bytes out of the package; None for one that lies elsewhere or is none, which is remarked."""
    relation = reading.package.relations(part).get(image.relation)
    if relation is None:
        return None
    if relation.external:
        reading.remark("picture_elsewhere")
        return None
    reading.count_picture()
    data = reading.package.media(relation.target)
    if media_type := _media_type(data):
        is_caption = not _FILE_NAME.search(image.words) and not _BY_MACHINE.search(image.words)
        return Picture(data, media_type, place, image.words if is_caption else "")
    reading.remark("picture_unread")
    return None


def diagram(found: Diagram, part: str, reading: Reading) -> list[str]:
    """The words of a diagram, a shape each; nothing the second time."""
    relation = reading.package.relations(part).get(found.relation)
    if relation is None or relation.external or relation.target in reading.diagrams:
        return []
    reading.diagrams.add(relation.target)
    root = reading.part(relation.target)
    shapes = () if root is None else root.iter(DIAGRAM + "t")
    lines = ("".join(words.text or "" for words in paragraph.iter(A + "t")) for shape in shapes for paragraph in shape)
    return [line for line in lines if line.strip()]


def with_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each picture without alternative text with the words below that begin as a caption does."""
    done: list[Block] = []
    caption = ""
    for block in reversed(blocks):
        if isinstance(block, Picture):
            done.append(block if block.caption else replace(block, caption=caption))
            continue
        caption = caption_of(block.text) if isinstance(block, Paragraph) else ""
        done.append(block)
    return done[::-1]


def caption_of(text: str) -> str:
    """The words if they begin as a picture's caption does, else ""."""
    return text.strip() if _CAPTION.match(text) and len(text) <= _LONGEST_CAPTION else ""


def _media_type(data: bytes) -> str:
    if data[40:44] == b" EMF":
        return "image/emf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


_SIMPLE: dict[str, Callable[[Element, str], Float]] = {
    W + "txbxContent": lambda each, _: Box(each),
    A + "blip": lambda each, words: Image(each.get(R + "embed") or each.get(R + "link", ""), words),
    V + "imagedata": lambda each, words: Image(each.get(R + "id", ""), words),
    V + "textpath": lambda each, _: Drawn(each.get("string", "")),
    DIAGRAM + "relIds": lambda each, _: Diagram(each.get(R + "dm", "")),
    CHART + "chart": lambda *_: Remark("chart"),
}
