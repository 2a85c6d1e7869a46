"""Glyphs made of others, added to a font: fontTools reads them, and finds all else as it was."""

import io

import pytest
from fontTools.ttLib import TTFont

from paper.textlayer.sfnt import Composite, with_composites
from thai import typefaces

SARABUN = typefaces.BY_NAME["Sarabun-Regular"].load()
WHOLE = TTFont(io.BytesIO(SARABUN))
COUNT = WHOLE["maxp"].numGlyphs
NAMES = WHOLE.getGlyphOrder()
KO, MAI_THO, SPACE = (WHOLE.getGlyphID(WHOLE.getBestCmap()[ord(each)]) for each in "ก้ ")
BUILT = next(number for number, name in enumerate(NAMES) if WHOLE["glyf"][name].isComposite())
MADE = [
    Composite([(KO, 0, 0), (MAI_THO, -127, 128)], 600),
    Composite([(SPACE, 0, 0)], 250),
    Composite([(BUILT, 3, -4), (COUNT, 900, 2000)], 1700),
]


@pytest.fixture(scope="module")
def font() -> TTFont:
    return TTFont(io.BytesIO(with_composites(SARABUN, MADE)), checkChecksums=2)


def points(font: TTFont, name: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in font["glyf"][name].getCoordinates(font["glyf"])[0]]


def moved(outline: list[tuple[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    return [(across + x, up + y) for across, up in outline]


def test_a_new_glyph_is_its_parts_moved(font: TTFont) -> None:
    first, empty, nested = font.getGlyphOrder()[COUNT:]
    tone, built = points(WHOLE, NAMES[MAI_THO]), points(WHOLE, NAMES[BUILT])
    consonant = points(WHOLE, NAMES[KO]) + moved(tone, -127, 128)
    assert points(font, first) == consonant
    assert points(font, empty) == []
    assert points(font, nested) == moved(built, 3, -4) + moved(consonant, 900, 2000)


def test_widths_and_boxes_are_those_of_the_outlines(font: TTFont) -> None:
    for name, made in zip(font.getGlyphOrder()[COUNT:], MADE, strict=True):
        outline = points(font, name)
        glyph = font["glyf"][name]
        box = [min(x for x, _ in outline), min(y for _, y in outline)] if outline else [0, 0]
        box += [max(x for x, _ in outline), max(y for _, y in outline)] if outline else [0, 0]
        assert [glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax] == box
        assert font["hmtx"][name] == (made.width, box[0])
        assert font["head"].xMax >= box[2]
        assert font["head"].yMax >= box[3]
    assert font["hhea"].advanceWidthMax >= 1700


def test_what_a_reader_must_have_room_for_is_told(font: TTFont) -> None:
    most = font["maxp"]
    assert most.numGlyphs == COUNT + len(MADE)
    for name in font.getGlyphOrder()[COUNT:]:
        sizes = font["glyf"][name].getCompositeMaxpValues(font["glyf"])
        assert most.maxCompositePoints >= sizes.nPoints
        assert most.maxCompositeContours >= sizes.nContours
        assert most.maxComponentDepth >= sizes.maxComponentDepth
        assert most.maxComponentElements >= len(font["glyf"][name].components)


def test_all_other_glyphs_and_tables_stay(font: TTFont) -> None:
    assert font.getGlyphOrder()[:COUNT] == NAMES
    assert all(font["glyf"][name] == WHOLE["glyf"][name] for name in NAMES)
    assert all(font["hmtx"][name] == WHOLE["hmtx"][name] for name in NAMES)
    changed = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    others = set(WHOLE.reader.tables) - changed
    assert set(font.reader.tables) == others | changed
    assert all(font.reader[tag] == WHOLE.reader[tag] for tag in others)


def test_a_small_font_keeps_short_places_and_gets_long_ones_when_it_grows() -> None:
    subset = TTFont(io.BytesIO(SARABUN))
    keep = {NAMES[0], NAMES[KO]}
    for name in NAMES:
        if name not in keep:
            subset["glyf"][name] = type(subset["glyf"][name])()
    saved = io.BytesIO()
    subset.save(saved)
    pair = Composite([(KO, 0, 0), (KO, 500, 0)], 1000)
    for more, is_long in ((1, 0), (6000, 1)):
        grown = TTFont(io.BytesIO(with_composites(saved.getvalue(), [pair] * more)))
        assert grown["head"].indexToLocFormat == is_long
        assert points(grown, grown.getGlyphOrder()[-1]) == [
            *points(WHOLE, NAMES[KO]),
            *moved(points(WHOLE, NAMES[KO]), 500, 0),
        ]
