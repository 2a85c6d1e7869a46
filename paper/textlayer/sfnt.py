"""A TrueType font as bytes: glyphs that are made of others are added behind its last.

fontTools would do it by reading every glyph and writing every table anew, which takes longer than a page's layout.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Part = tuple[int, int, int]  # glyph, x and y in font units
# Of a part of a glyph: numbers of two bytes each, x and y are moves, moved to whole pixels, another part follows.
_WORDS, _MOVES, _ROUND, _MORE = 0x0001, 0x0002, 0x0004, 0x0020
_MATRICES = {0x0008: 2, 0x0040: 4, 0x0080: 8}  # flags of a part -> the bytes that follow for them
_LONGEST_SHORT = 0x1FFFE  # the last place that two bytes of `loca` reach
_WHOLE = 0xB1B0AFBA  # what all of a font sums up to


class Composite(NamedTuple):
    """A glyph made of others, and its width in font units."""

    parts: Sequence[Part]
    width: int


class _Size(NamedTuple):
    """How much a glyph has, all its parts together."""

    points: int
    contours: int
    depth: int


def with_composites(program: bytes, composites: Sequence[Composite]) -> bytes:
    """The font with so many more glyphs, numbered from its last on; nothing else in it changes."""
    tables = dict(_tables(program))
    font = _Font(tables)
    for composite in composites:
        font.add(composite)
    return _written(program[:4], font.tables())


def _tables(program: bytes) -> Iterator[tuple[bytes, bytes]]:
    (count,) = struct.unpack_from(">H", program, 4)
    for tag, _, start, length in struct.iter_unpack(">4sLLL", program[12 : 12 + 16 * count]):
        yield tag, program[start : start + length]


class _Font:
    """The tables that have something for each glyph, unpacked."""

    def __init__(self, tables: dict[bytes, bytes]) -> None:
        self._tables = tables
        (self._count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
        (is_long,) = struct.unpack_from(">h", tables[b"head"], 50)
        places = struct.unpack(f">{self._count + 1}{'L' if is_long else 'H'}", tables[b"loca"])
        self._places = list(places) if is_long else [2 * place for place in places]
        self._outlines = bytearray(tables[b"glyf"][: self._places[-1]])
        self._metrics = list(self._widths())
        self._boxes = [struct.unpack_from(">4h", tables[b"head"], 36)]
        self._sizes: dict[int, _Size] = {}
        points, contours = struct.unpack_from(">2H", tables[b"maxp"], 10)
        self._largest = _Size(points, contours, 0)
        self._most_parts = 0

    def _widths(self) -> Iterator[tuple[int, int]]:
        """Of each glyph its width and where its outline begins; the last width goes for all behind it."""
        (whole,) = struct.unpack_from(">H", self._tables[b"hhea"], 34)
        table = self._tables[b"hmtx"]
        width = 0
        for width, left in struct.iter_unpack(">Hh", table[: 4 * whole]):
            yield width, left
        for (left,) in struct.iter_unpack(">h", table[4 * whole :]):
            yield width, left

    def add(self, composite: Composite) -> None:
        """Add a glyph behind the last."""
        boxes = [box for part in composite.parts if (box := self._box(*part))]
        left, low = (min(box[at] for box in boxes) if boxes else 0 for at in (0, 1))
        right, high = (max(box[at] for box in boxes) if boxes else 0 for at in (2, 3))
        self._outlines += struct.pack(">h4h", -1, left, low, right, high) + b"".join(_packed(composite.parts))
        self._outlines += bytes(-len(self._outlines) % 4)
        self._places.append(len(self._outlines))
        self._metrics.append((composite.width, left))
        self._boxes.append((left, low, right, high))
        sizes = [self._size(glyph) for glyph, _, _ in composite.parts]
        size = _Size(sum(each.points for each in sizes), sum(each.contours for each in sizes), 1)
        deepest = 1 + max(each.depth for each in sizes)
        largest = self._largest
        points, contours = max(largest.points, size.points), max(largest.contours, size.contours)
        self._largest = _Size(points, contours, max(largest.depth, deepest))
        self._most_parts = max(self._most_parts, len(composite.parts))

    def _box(self, glyph: int, x: int, y: int) -> tuple[int, int, int, int] | None:
        """Where the outline of a part lies; None where it has none."""
        start = self._places[glyph]
        if start == self._places[glyph + 1]:
            return None
        left, low, right, high = struct.unpack_from(">4h", self._outlines, start + 2)
        return left + x, low + y, right + x, high + y

    def _size(self, glyph: int) -> _Size:
        if glyph not in self._sizes:
            self._sizes[glyph] = self._counted(bytes(self._outlines[self._places[glyph] : self._places[glyph + 1]]))
        return self._sizes[glyph]

    def _counted(self, outline: bytes) -> _Size:
        if not outline:
            return _Size(0, 0, 0)
        (contours,) = struct.unpack_from(">h", outline)
        if contours >= 0:
            points = struct.unpack_from(">H", outline, 8 + 2 * contours)[0] + 1 if contours else 0
            return _Size(points, contours, 0)
        sizes = [self._size(part) for part in _parts(outline)]
        points, contours = sum(each.points for each in sizes), sum(each.contours for each in sizes)
        return _Size(points, contours, 1 + max(each.depth for each in sizes))

    def tables(self) -> dict[bytes, bytes]:
        """All tables of the font, those that know how many glyphs there are anew."""
        tables = dict(self._tables)
        is_long = self._places[-1] > _LONGEST_SHORT or any(place % 2 for place in self._places)
        places = self._places if is_long else [place // 2 for place in self._places]
        tables[b"loca"] = struct.pack(f">{len(places)}{'L' if is_long else 'H'}", *places)
        tables[b"glyf"] = bytes(self._outlines)
        tables[b"hmtx"] = b"".join(struct.pack(">Hh", *each) for each in self._metrics)
        lows, highs = zip(*(((left, low), (right, high)) for left, low, right, high in self._boxes), strict=True)
        box = (*map(min, zip(*lows, strict=True)), *map(max, zip(*highs, strict=True)))
        tables[b"head"] = _set(tables[b"head"], (36, ">4h", *box), (50, ">h", is_long))
        widest = max(width for width, _ in self._metrics)
        tables[b"hhea"] = _set(tables[b"hhea"], (10, ">H", widest), (34, ">H", len(self._metrics)))
        (parts,) = struct.unpack_from(">H", tables[b"maxp"], 28)
        (depth,) = struct.unpack_from(">H", tables[b"maxp"], 30)
        most = (max(parts, self._most_parts), max(depth, self._largest.depth))
        tables[b"maxp"] = _set(
            tables[b"maxp"], (4, ">H", len(self._metrics)), (10, ">2H", *self._largest[:2]), (28, ">2H", *most)
        )
        return tables


def _packed(parts: Sequence[Part]) -> Iterator[bytes]:
    for at, (glyph, x, y) in enumerate(parts):
        is_short = -128 <= x <= 127 and -128 <= y <= 127
        flags = _MOVES | _ROUND | (0 if is_short else _WORDS) | (_MORE if at < len(parts) - 1 else 0)
        yield struct.pack(">HH2b" if is_short else ">HH2h", flags, glyph, x, y)


def _parts(outline: bytes) -> Iterator[int]:
    """The glyphs that a glyph is made of."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield glyph
        at += 4 + (4 if flags & _WORDS else 2) + sum(size for flag, size in _MATRICES.items() if flags & flag)


def _set(table: bytes, *values: tuple[int, str, *tuple[int, ...]]) -> bytes:
    """A table with other numbers at some places."""
    changed = bytearray(table)
    for at, form, *numbers in values:
        struct.pack_into(form, changed, at, *numbers)
    return bytes(changed)


def _written(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    tables[b"head"] = _set(tables[b"head"], (8, ">L", 0))
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    start = 12 + 16 * count
    entries, contents = [], []
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        entries.append(struct.pack(">4sLLL", tag, _sum(padded), start, len(table)))
        contents.append(padded)
        start += len(padded)
    head = version + struct.pack(">4H", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    program = bytearray(b"".join([head, *entries, *contents]))
    at = next(
        start for tag, _, start, _ in struct.iter_unpack(">4sLLL", program[12 : 12 + 16 * count]) if tag == b"head"
    )
    struct.pack_into(">L", program, at + 8, (_WHOLE - _sum(program)) & 0xFFFFFFFF)
    return bytes(program)


def _sum(data: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
