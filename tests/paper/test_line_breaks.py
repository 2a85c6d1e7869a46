"""Lines of Thai end between words, never inside a compound, a name or E-Service; nothing of it is read back."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.text import line_break

from document.readers import text as text_reader
from paper import html, report_pdf, typeset
from paper.paper import Paper
from paper.sheet import pango
from paper.sheet.linebreaks import BREAK, Column, compounds, pieces
from tests.document.samples import SEED
from tests.paper.readback import ALL, corrected

ZERO_WIDTH_SPACE = "\u200b"
AGENCY = "องค์การบริหารส่วนตำบลทุ่งสายธาร"
BETWEEN = ("ได้รับ", "ซึ่ง", "และ ", "เมื่อวันที่ ", "ของ")


def lines_of(text: str, millimetres: int, column: Column) -> list[str]:
    """The lines into which a paragraph of that width is set."""
    style = (
        f"@page {{ size: {millimetres}mm 2000mm; margin: 0 }} html {{ font: 14pt Sarabun; overflow-wrap: anywhere }}"
    )
    body = column.bound(text).replace(BREAK, ZERO_WIDTH_SPACE)
    page = f"<html lang=th><style>{style} .nb {{ white-space: nowrap }}</style><p>{body}</p>"
    return ["".join(_texts(line)) for each in typeset.layout(page, title="x").pages for line in _lines(each._page_box)]


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _lines(child)


def _texts(box: Any) -> Iterator[str]:
    if hasattr(box, "text"):
        yield box.text.replace(ZERO_WIDTH_SPACE, "")
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def broken(words: list[str], lines: list[str]) -> set[str]:
    """The words within which one of the lines ends."""
    whole, ends = "", set()
    for line in lines:
        whole += line.strip()
        ends.add(len(whole))
    spans = ((word, match.span()) for word in words for match in re.finditer(re.escape(word), whole))
    return {word for word, (start, end) in spans if ends & set(range(start + 1, end))}


def column(room: int) -> Column:
    return Column(room, (AGENCY,), pango.line_breaks)


def test_no_compound_of_the_list_breaks_at_any_width() -> None:
    words = list(compounds())
    assert len(words) >= 300
    text = "".join(f"{BETWEEN[number % len(BETWEEN)]}{word} " for number, word in enumerate(words))
    for width in (42, 83):
        assert broken(words, lines_of(text, width, column(15))) == set()
    assert len(broken(words, lines_of(text, 42, Column(0, (), pango.line_breaks)))) > 50, "Pango alone breaks them"


def test_the_list_names_each_once_and_nothing_that_pango_keeps_whole_anyway() -> None:
    words = compounds()
    assert len(words) == len(set(words))
    assert [word for word in words if not pango.line_breaks(word)] == []


def test_no_line_ends_where_pango_would_not_end_one() -> None:
    for text in ("ความรู้สึกของประชาชนผู้รับบริการ", "หน่วยงานต่างๆ และเจ้าหน้าที่", "การดำเนินการ(หน่วยงาน)ฯลฯ"):
        bound = column(15).bound(text)
        assert strip_tags(bound) == text
        at = {len(strip_tags(bound[: match.start()])) for match in re.finditer(BREAK, bound)}
        assert at <= pango.line_breaks(text), text


def test_a_word_with_a_hyphen_is_whole_and_a_name_breaks_between_its_parts_alone() -> None:
    text = f"ระบบ E-Service และ e-Plan-Book นายก{AGENCY}เพิ่มขึ้น"
    for width in (34, 47, 65):
        lines = lines_of(text, width, column(11))
        assert broken(["E-Service", "e-Plan-Book", *pieces(AGENCY, 11)], lines) == set()
    assert pieces(AGENCY, 40) == [AGENCY]
    assert pieces(AGENCY, 20) == ["องค์การบริหาร", "ส่วนตำบลทุ่งสายธาร"]
    assert pieces(AGENCY, 11) == ["องค์การบริหาร", "ส่วนตำบล", "ทุ่งสายธาร"]
    assert pieces("เทศบาลตำบลบึงบัว", 10) == ["เทศบาล", "ตำบลบึงบัว"]


def test_what_is_wider_than_the_column_may_break_and_never_runs_out_of_it() -> None:
    assert "nb" not in column(4).bound("ประชาสัมพันธ์หน่วยงานส่วนราชการ E-Service-Of-Office")


def test_markup_in_a_text_stays_text() -> None:
    assert column(15).bound("&lt;b&gt;หน่วยงาน") == '&lt;b&gt;<span class="nb">หน่วยงาน</span>'


@pytest.mark.parametrize("read", ALL)
def test_readers_get_the_words_without_what_steered_the_lines(read: Any) -> None:
    text = f"ประชุม{AGENCY}หน่วยงานและส่วนราชการ E-Service ของหน่วยงาน"
    body = column(15).bound(text).replace(BREAK, ZERO_WIDTH_SPACE)
    found = read(corrected(f"<p>{body}</p>", ".nb { white-space: nowrap }"))
    assert "".join(found.split()) == "".join(text.split())


def test_neither_bookmarks_nor_the_preview_hold_a_zero_width_space() -> None:
    document = text_reader.read(SEED).document
    assert ZERO_WIDTH_SPACE not in html.sheet(document, Paper())
    assert ZERO_WIDTH_SPACE in html.write(document, Paper())
    with pikepdf.open(io.BytesIO(report_pdf.write(document, Paper()))) as pdf, pdf.open_outline() as outline:
        titles = [each.title for top in outline.root for each in (top, *top.children)]
    assert len(titles) > 3
    assert [title for title in titles if ZERO_WIDTH_SPACE in title] == []


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text("กรมการปกครองน้ำโอ่ง 1a-\u202a\u200b☑"))
def test_pango_is_asked_as_weasyprint_asks_it(text: str) -> None:
    attributes = line_break.get_log_attrs(text, "th")
    expected = {place for place in range(1, len(text)) if attributes[place].is_line_break}
    assert pango.line_breaks(text) == expected
