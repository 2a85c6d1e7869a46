"""Thai marks, digits and mixtures come back as typed, whatever HarfBuzz and the font made of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paper.drawing.stream import Stream
from tests.paper.readback import ALL, IN_ORDER, Reader, corrected, page, paragraphs, poppler, squeezed, uncorrected
from thai.text import clean

# The table of what WeasyPrint alone gets wrong, each way wrong in its own way.
KNOWN_WRONG = ["น้ำใจ บ้าน การงาน", "ดำเนินการ การงาน ดี", "การงาน ดำเนิน น้ำ"]
SARA_AM = ["น้ำ", "ก๊ำ", "ก๋ำ", "ป่ำ", "ฝ้ำ", "ฟ้ำ", "ค่ำคืน", "กล้ำกลืน", "ต่ำช้ำ", "ฬำ", "ำ", "ก ำ", "ำ า"]
MARKS = ["ปั่น", "ซื้อ", "ข่าว", "ปู่", "ปี่", "ปิ่น", "โป๊ะ", "ฝั่ง", "ฟื้น", "ญู", "ฐู", "ฎุ", "ฏฺ", "ก็", "เก็บ", "ศักดิ์", "สิทธิ์"]
RARE = ["กํ", "กํ่", "ก๎", "กฺ", "ฤๅ", "ฦๅ", "ๆ ๆๆ", "๏๚๛", "ฃฅ", "กุ่ำ", "ป๊ำ", "ฯลฯ", "ทุกฺขํ", "สพฺพํ่"]
MIXED = ["๑๒๓ 456 ๗๘๙", "๓ ตุลาคม ๒๕๖๖", "ข้อ E14 (O8)", "E-Serviceให้แก่", "office ffi fi fl ffl", "50%–100%", "a‑b ½ ฿25"]

CONSONANTS = st.sampled_from([chr(code) for code in range(0x0E01, 0x0E2F)])
THAI = st.sampled_from([chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))])
LATIN = st.sampled_from([chr(code) for code in range(0x21, 0x7F)] + list("éàüñ–—“”‘’…½©°"))
WORDS = st.builds(lambda first, rest: clean(first + rest), CONSONANTS, st.text(THAI | LATIN, max_size=12))


@pytest.mark.parametrize("read", ALL)
@pytest.mark.parametrize(
    "texts", [KNOWN_WRONG, SARA_AM, MARKS, RARE, MIXED], ids=["known", "am", "marks", "rare", "mixed"]
)
@pytest.mark.parametrize("tag", ["p", "h1"])
def test_what_was_typed_comes_back(texts: list[str], tag: str, read: Reader) -> None:
    assert squeezed(read(corrected(paragraphs(texts, tag)))) == squeezed("".join(texts))


@given(st.lists(WORDS, min_size=10, max_size=40), st.sampled_from(["p", "h2"]))
@settings(max_examples=40, deadline=None)
def test_any_thai_and_latin_text_comes_back(texts: list[str], tag: str) -> None:
    written = corrected(paragraphs(texts, tag))
    assert {read.__name__: squeezed(read(written)) for read in ALL} == {
        read.__name__: squeezed("".join(texts)) for read in ALL
    }


@pytest.mark.parametrize("read", ALL)
def test_a_hyphen_that_ends_a_line_is_kept(read: Reader) -> None:
    text = "รังสิต-นครนายก " * 40
    narrow = corrected(f"<p>{text}</p>", "p { width: 3cm }")
    assert squeezed(read(narrow)) == squeezed(text)


@pytest.mark.parametrize("read", ALL)
def test_a_word_in_two_weights_keeps_its_characters(read: Reader) -> None:
    assert squeezed(read(corrected("<p>กิจ<b>การ-</b>ซื้อ<b>น้ำ</b>ดื่ม</p>"))) == "กิจการ-ซื้อน้ำดื่ม"


@pytest.mark.parametrize("read", IN_ORDER)
@pytest.mark.parametrize("css", ["text-align: justify", "letter-spacing: 1pt", "word-spacing: 9pt", "opacity: 0.5"])
def test_the_way_that_lines_are_set_makes_no_difference(css: str, read: Reader) -> None:
    text = "ผู้บริหารดำเนินการจัดซื้อน้ำดื่ม office ที่ปั๊ม " * 30
    assert squeezed(read(corrected(f"<p>{text}</p>", f"p {{ {css} }}"))) == squeezed(text)


@pytest.mark.parametrize("read", IN_ORDER)
def test_text_in_drawings_and_margins_comes_back_too(read: Reader) -> None:
    drawing = '<svg width="200" height="50" style="opacity: 0.9"><text y="30" font-family="Sarabun">ก้ำกึ่ง</text></svg>'
    margin = '@page { @top-left { content: "ค่ำนี้"; font: 10pt Sarabun } }'
    text = squeezed(read(corrected(f"<p>น้ำ</p>{drawing}", margin)))
    assert sorted([text.count("น้ำ"), text.count("ก้ำกึ่ง"), text.count("ค่ำนี้"), len(text)]) == [1, 1, 1, 16]


def test_glyphs_alone_tell_enough_for_clean_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what was written being held against them, as in drawings."""
    texts = [*KNOWN_WRONG, *SARA_AM, *MARKS, *RARE, *MIXED]
    settle = Stream._settle
    monkeypatch.setattr(Stream, "_settle", lambda stream, written: settle(stream, None))
    assert squeezed(poppler(corrected(paragraphs(texts)))) == squeezed("".join(texts))


def test_without_correction_the_text_layer_is_wrong() -> None:
    """When this fails WeasyPrint has been mended (its issue 2841), and all of this may go."""
    raw = uncorrected(page(paragraphs(KNOWN_WRONG)))
    assert squeezed(poppler(raw)) != squeezed("".join(KNOWN_WRONG))
