"""A file that an archive would refuse is recognised before it is kept; a good one is not stopped."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from paper import preflight
from paper.press.faults import Kind, NotForArchive
from tests.paper.readback import corrected, page, uncorrected

SAID = "<p>น้ำใจ ✓ ตรวจแล้ว</p>"


def fonts(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(document.pages[0].Resources.Font.values())


def read_as(text: str) -> Callable[[pikepdf.Pdf], None]:
    """Every character of every font reads back as this."""

    def spoil(document: pikepdf.Pdf) -> None:
        for font in fonts(document):
            units = text.encode("utf-16-be").hex().encode()
            cmap = re.sub(rb"(<[0-9a-f]{4}>) <[0-9a-f]+>", rb"\1 <" + units + rb">", font.ToUnicode.read_bytes())
            font.ToUnicode.write(cmap)

    return spoil


def without_characters(document: pikepdf.Pdf) -> None:
    for font in fonts(document):
        del font["/ToUnicode"]


def without_program(document: pikepdf.Pdf) -> None:
    for font in fonts(document):
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def of_another_kind(document: pikepdf.Pdf) -> None:
    for font in fonts(document):
        font.Subtype = Name.Type1


def showing(code: bytes) -> Callable[[pikepdf.Pdf], None]:
    """One more glyph at the end of the page, in its first font."""

    def spoil(document: pikepdf.Pdf) -> None:
        first = document.pages[0]
        name = next(iter(first.Resources.Font.keys()))
        more = b"\nBT %s 12 Tf <%s> Tj ET" % (name.encode(), code)
        first.Contents.write(first.Contents.read_bytes() + more)

    return spoil


def in_a_form(document: pikepdf.Pdf) -> None:
    """The same, in a drawing on the page."""
    first = document.pages[0]
    name = next(iter(first.Resources.Font.keys()))
    form = document.make_stream(b"BT %s 12 Tf <0000> Tj ET" % name.encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, pikepdf.Array([0, 0, 9, 9])
    form.Resources = Dictionary(Font=first.Resources.Font)
    first.Resources.XObject = Dictionary(Fm=form)
    first.Contents.write(first.Contents.read_bytes() + b"\n/Fm Do")


SPOILT: dict[str, tuple[Callable[[pikepdf.Pdf], None], Kind]] = {
    "a character of private use": (read_as("\uf0b7"), Kind.PRIVATE_USE),
    "one of another plane": (read_as("\U000f0001"), Kind.PRIVATE_USE),
    "the character of number 0": (read_as("\0"), Kind.NO_CHARACTER),
    "a byte order mark": (read_as("\ufeff"), Kind.NO_CHARACTER),
    "the other one": (read_as("\ufffe"), Kind.NO_CHARACTER),
    "no characters": (without_characters, Kind.NO_CHARACTER),
    "no font program": (without_program, Kind.NOT_EMBEDDED),
    "a font of another kind": (of_another_kind, Kind.FOREIGN),
    "the glyph of missing ones": (showing(b"0000"), Kind.NO_GLYPH),
    "a glyph that the font does not have": (showing(b"fff0"), Kind.NO_GLYPH),
    "the glyph of missing ones in a drawing": (in_a_form, Kind.NO_GLYPH),
}


@pytest.fixture(scope="module")
def good() -> bytes:
    return corrected(SAID)


@pytest.mark.parametrize("name", SPOILT)
def test_what_an_archive_would_refuse_is_found(good: bytes, name: str) -> None:
    spoil, kind = SPOILT[name]
    with pikepdf.open(io.BytesIO(good)) as document:
        spoil(document)
        saved = io.BytesIO()
        document.save(saved)
    faults = preflight.examine(saved.getvalue())
    assert kind in {fault.kind for fault in faults}, [str(fault) for fault in faults]
    with pytest.raises(NotForArchive, match="หน้า 1 "):
        preflight.require(saved.getvalue())


def test_what_no_text_layer_has_put_right_is_found() -> None:
    """Where a character has no glyph, WeasyPrint shows the glyph of missing ones itself."""
    assert preflight.examine(uncorrected(page("<p>字</p>"))) != []


@pytest.mark.parametrize("said", [SAID, "<p>字 😀 น้ำ</p><b>✓ ป่ำ</b>", "<p>ليس ❤️ ‑</p>", ""])
def test_a_good_file_is_not_stopped(said: str) -> None:
    assert preflight.examine(corrected(said)) == []


def test_private_use_that_came_through_is_named_with_its_page() -> None:
    faults = preflight.examine(corrected("<p>หน้าแรก</p><p style='break-before: page'>\uf0b9 \ue001</p>"))
    assert [str(fault) for fault in faults] == ["หน้า 2 มีสัญลักษณ์ที่แสดงได้เฉพาะในแบบอักษรของโปรแกรมเดิม U+E001 U+F0B9"]
