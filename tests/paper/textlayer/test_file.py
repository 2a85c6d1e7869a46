"""The correction changes what is read and nothing else: looks, tags and fonts stay whole."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from paper import typeset
from tests.paper.readback import page, uncorrected

TEXTS = "<h1>น้ำซื้อปั่น</h1><p>ที่ปู่ ก๊ำ ฝั่งโน้น office ๑๒๓ <b>ฟื้นฟู ป่ำ</b></p><table><tr><th scope='col'>ปี่</th></tr></table>"
MARGIN = '@page { @bottom-right { content: "หน้า " counter(page); font: 10pt Sarabun } }'
RAW = uncorrected(page(TEXTS, MARGIN))
DONE = typeset.render(page(TEXTS, MARGIN), title="น้ำ")


def picture(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        image: Image.Image = document[0].render(scale=3).to_pil().convert("L")
    return image.crop(ImageChops.invert(image).getbbox())


def difference(one: bytes, other: bytes) -> int:
    """The greatest difference in grey that is left when edges are blurred (0 to 255)."""
    blurred = [picture(data).filter(ImageFilter.GaussianBlur(2)) for data in (one, other)]
    return max(grey for grey, count in enumerate(ImageChops.difference(*blurred).histogram()) if count)


def marks(data: bytes) -> list[str]:
    """The marked-content operators of the first page, with their numbers."""
    with pikepdf.open(io.BytesIO(data)) as document:
        instructions = pikepdf.parse_content_stream(document.pages[0])
        return [
            " ".join([*(str(operand.unparse()) for operand in each.operands), str(each.operator)])
            for each in instructions
            if str(each.operator) in ("BDC", "BMC", "EMC")
        ]


def structure(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as document:
        return [str(each.S) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def test_the_page_looks_the_same() -> None:
    assert picture(RAW).size == picture(DONE).size
    assert difference(RAW, DONE) < 20
    other = typeset.render(page(TEXTS.replace("ปู่", "ปู้"), MARGIN), title="น้ำ")
    assert difference(RAW, other) > 60, "the comparison would not see one tone mark"


def test_tags_stay_with_their_content() -> None:
    assert marks(DONE) == marks(RAW)
    assert len([mark for mark in marks(DONE) if "MCID" in mark]) == 4
    assert len([mark for mark in marks(DONE) if "Pagination" in mark]) == 1, "the number of the page"
    assert sorted(structure(DONE)) == sorted(structure(RAW))


def test_title_language_and_tagging_are_set() -> None:
    with pikepdf.open(io.BytesIO(DONE)) as document:
        assert str(document.Root.Lang) == "th"
        assert str(document.docinfo["/Title"]) == "น้ำ"
        assert bool(document.Root.MarkInfo.Marked)
        assert b'part="3"' in document.Root.Metadata.read_bytes()


def test_all_fonts_are_embedded_and_map_every_code() -> None:
    with pikepdf.open(io.BytesIO(DONE)) as document:
        for font in document.pages[0].Resources.Font.values():
            assert "/ToUnicode" in font
            assert str(font.Encoding) == "/Identity-H"
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_the_same_page_gives_the_same_bytes() -> None:
    assert typeset.render(page(TEXTS, MARGIN), title="น้ำ") == DONE


def test_threads_render_beside_each_other() -> None:
    with ThreadPoolExecutor(3) as pool:
        done = pool.map(lambda _: typeset.render(page(TEXTS, MARGIN), title="น้ำ"), range(6))
    assert set(done) == {DONE}
