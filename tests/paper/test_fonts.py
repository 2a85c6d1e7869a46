"""A paper is drawn by the fonts of our packages alone: the same bytes on a machine with many fonts and with none."""

import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from paper import typeset
from tests.paper.readback import page, pdfium, squeezed
from thai import typefaces
from thai.text import clean

TYPED = "น้ำ <b>ป่ำ</b> office • ✓ ✗ → ☑ ■ □ ▪ ◦ ➢ ❖ ☐ ⇒ ℃ α 😀 📌 字 ລາວ ❤️ ‑"
DRAW = f"""
import hashlib
from paper import typeset
from tests.paper.readback import page
print(hashlib.sha256(typeset.render(page({f"<h1>{TYPED}</h1><p>{TYPED}</p>"!r}), title="x")).hexdigest())
"""


def many_fonts(folder: Path) -> None:
    """Fonts that a machine would rather draw with: another Sarabun, and one that has all that ours lack."""
    bold = TTFont(io.BytesIO(typefaces.BY_NAME["Sarabun-Bold"].load()))
    for record in bold["name"].names:
        record.string = record.toUnicode().replace("Bold", "Regular")
    bold["OS/2"].usWeightClass = 400
    bold.save(folder / "Sarabun-Regular.ttf")
    pen = TTGlyphPen(None)
    for move, place in zip((pen.moveTo, pen.lineTo, pen.lineTo), ((0, 0), (500, 0), (250, 700)), strict=True):
        move(place)
    pen.closePath()
    triangle = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "triangle"])
    font.setupCharacterMap({ord(char): "triangle" for char in set(TYPED) if char.isprintable() and char != " "})
    font.setupGlyf({".notdef": triangle, "triangle": triangle})
    font.setupHorizontalMetrics({".notdef": (600, 0), "triangle": (600, 0)})
    font.setupHorizontalHeader(ascent=2000, descent=-900)
    font.setupNameTable({"familyName": "Everything", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(folder / "Everything.ttf")


def digest_on(machine: Path, *, language: str, fonts: bool) -> str:
    home = machine / ".fonts"
    home.mkdir(parents=True)
    if fonts:
        many_fonts(home)
    rules = machine / "fonts.conf"
    rules.write_text(
        f"<fontconfig><dir>{home}</dir><cachedir>{machine}/cache</cachedir>"
        "<alias binding='same'><family>Sarabun</family><prefer><family>Everything</family></prefer></alias>"
        "<match target='font'><edit name='embolden'><bool>true</bool></edit></match></fontconfig>"
    )
    environment = os.environ | {"FONTCONFIG_FILE": str(rules), "HOME": str(machine), "LC_ALL": language}
    command = [sys.executable, "-W", "error", "-c", DRAW]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_same_bytes_come_out_on_a_machine_with_many_fonts_and_with_none(tmp_path: Path) -> None:
    """Warnings are errors there: a machine without fonts is no reason to warn."""
    here = typeset.render(page(f"<h1>{TYPED}</h1><p>{TYPED}</p>"), title="x")
    with_none = digest_on(tmp_path / "none", language="C.UTF-8", fonts=False)
    with_many = digest_on(tmp_path / "many", language="C", fonts=True)
    assert [with_none, with_many] == [hashlib.sha256(here).hexdigest()] * 2


def test_every_character_that_is_said_to_be_drawn_is_drawn_and_read_back() -> None:
    """In regular and in bold; letters that are written from right to left are read back by other tests."""
    every = [
        chr(code) for code in sorted(typefaces.drawn()) if clean(chr(code)) == chr(code) and not chr(code).isspace()
    ]
    plain = [
        char for char in every if unicodedata.category(char) not in ("Mn", "Me", "Sk") and not is_taken_apart(char)
    ]
    assert len(plain) > 3000
    lines = ["".join(plain[start : start + 40]) for start in range(0, len(plain), 40)]
    body = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in lines)
    drawn = typeset.render(page(f"{body}<b>{body}</b>"), title="x")
    assert boxes(drawn) == []
    assert sorted(set("".join(plain)) - set(squeezed(pdfium(drawn)))) == []


def is_taken_apart(char: str) -> bool:
    """Ligature characters, which PDFium reads as their letters, and digits in other forms of its own."""
    return unicodedata.normalize("NFKC", char) != char or unicodedata.bidirectional(char) in ("R", "AL")


def boxes(drawn: bytes) -> list[str]:
    """The fonts of a PDF in which a character is drawn by the glyph of missing ones."""
    found = []
    with pikepdf.open(io.BytesIO(drawn)) as document:
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font:
                outlines = TTFont(io.BytesIO(font.FontFile2.read_bytes()))["glyf"]
                parts = [part for each in outlines.glyphOrder for part in outlines[each].getComponentNames(outlines)]
                found += [str(font.FontName)] * (".notdef" in parts)
    return found


def test_what_no_font_of_ours_has_is_a_box_whatever_the_machine_has() -> None:
    assert boxes(typeset.render(page("<p>ตรวจแล้ว ✓</p>"), title="x")) == []
    assert boxes(typeset.render(page("<p>ตรวจแล้ว 😀</p>"), title="x")) != []


def test_the_symbols_are_as_high_as_sarabun_so_that_they_move_no_line() -> None:
    own, symbols = typefaces.opened("Sarabun-Regular"), typefaces.opened("PaperSymbols-Regular")
    assert [(font["hhea"].ascent, font["hhea"].descent) for font in (symbols,)] == [
        (own["hhea"].ascent, own["hhea"].descent)
    ]
    assert symbols["head"].unitsPerEm == own["head"].unitsPerEm
