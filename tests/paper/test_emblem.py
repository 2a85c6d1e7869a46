"""Whatever picture is sent becomes a plain PNG on white; what could do more than be seen is refused with a cure."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from document.readers import text
from paper import emblem, html
from paper.paper import Paper
from paper.press.faults import Unfit
from tests.document import samples

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {0}>{1}<circle cx="50" cy="50" r="40" fill="#c00"/></svg>'


def picture(mode: str = "RGBA", size: tuple[int, int] = (300, 200), form: str = "PNG") -> bytes:
    """A red box within an empty margin."""
    drawn = Image.new(mode, size, 0 if mode == "RGBA" else "white")
    drawn.paste(Image.new(mode, (size[0] - 100, size[1] - 100), "red"), (50, 50))
    written = io.BytesIO()
    drawn.save(written, form)
    return written.getvalue()


def svg(inside: str = "", head: str = 'viewBox="0 0 100 100"') -> bytes:
    return SVG.format(head, inside).encode()


def opened(data: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(emblem.read(data)))
    found.load()
    assert (found.format, found.mode, found.info) == ("PNG", "RGB", {})
    return found


def test_pixels_lose_their_margin_their_transparency_and_what_is_written_in_them() -> None:
    assert opened(picture()).size == (200, 100)
    assert opened(picture("RGB", form="JPEG")).size[0] in range(196, 207)  # its edges are blurred
    assert max(opened(picture(size=(3000, 2000))).size) == emblem.SIZE
    assert opened(picture()).getpixel((100, 50)) == (255, 0, 0)


def test_a_drawing_becomes_pixels_whatever_it_says_of_its_size() -> None:
    for head in ('viewBox="0 0 100 100"', 'width="100" height="100"', 'width="100mm" height="100mm"'):
        drawn = opened(svg(head=head))
        assert drawn.size[0] == drawn.size[1] and drawn.size[0] > 500, head
        assert drawn.getpixel((drawn.size[0] // 2, drawn.size[1] // 2)) == (204, 0, 0), head


def test_what_other_programs_note_in_a_drawing_is_passed_over() -> None:
    noted = '<x:view xmlns:x="http://www.inkscape.org/namespaces/inkscape"><x:script/></x:view><metadata/>'
    gradient = (
        '<defs><linearGradient id="a"/><linearGradient id="b" href="#a"/></defs><style>circle { stroke: #fff }</style>'
    )
    assert opened(svg(noted + gradient)).size[0] > 500


REFUSED = {
    "a script": (svg("<script>alert(1)</script>"), "(script)"),
    "what a press does": (svg('<g onclick="alert(1)"/>'), "(onclick)"),
    "a picture from elsewhere": (svg('<image href="http://127.0.0.1/x.png"/>'), "(image)"),
    "a link elsewhere": (svg('<linearGradient href="http://127.0.0.1/#a"/>'), "(href)"),
    "a style from elsewhere": (svg('<style>@import "http://127.0.0.1/x.css";</style>'), "ว่างเปล่า"),
    "a fill from elsewhere": (svg('<rect width="9" height="9" fill="url(http://127.0.0.1/x.svg#a)"/>'), ""),
    "a page within": (svg("<foreignObject/>"), "(foreignObject)"),
    "copies of copies": (svg('<use href="#a"/>'), "(use)"),
    "entities": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "(ENTITY)"),
    "no size": (svg(head=""), "ไม่บอกขนาด"),
    "half of it": (svg()[:-9], "อ่านไฟล์ SVG นี้ไม่ได้"),
    "too much of it": (svg("<g/>" * 200_000), "ใหญ่เกิน 512 กิโลไบต์"),
    "half a picture": (picture()[:40], "อ่านไฟล์นี้เป็นภาพไม่ได้"),
    "all white": (SVG.format('viewBox="0 0 9 9"', "").encode().replace(b"#c00", b"#fff"), "ว่างเปล่า"),
    "a PDF": (b"%PDF-1.7", "อ่านไฟล์นี้เป็นภาพไม่ได้"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_emblem_is_refused_with_a_cure(name: str) -> None:
    data, message = REFUSED[name]
    if not message:  # drawn without it
        assert emblem.read(data)
        return
    with pytest.raises(Unfit) as refused:
        emblem.read(data)
    assert message in str(refused.value) and "โปรด" in str(refused.value)


def test_a_picture_of_too_many_pixels_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emblem, "MOST_PIXELS", 100)
    with pytest.raises(Unfit, match=r"300 x 200"):
        emblem.read(picture())


def test_it_stands_above_the_title_and_is_read_aloud() -> None:
    document = text.read(samples.report()).document
    page = html.write(document, Paper(emblem=emblem.read(picture())))
    shown = '<img src="data:image/png;base64,'
    assert page.index(shown) < page.index('class="title"') and f'alt="ตรา{document.agency}"' in page
    assert shown not in html.write(document, Paper())
