"""What the template filters print, escaped, in a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from thai.templatetags import thai

MOMENT = datetime(2023, 9, 25, 9, 10, tzinfo=UTC)
FILTERS = [
    "thai_date",
    "thai_date_short",
    "thai_date_weekday",
    "thai_time",
    "thai_moment",
    "thai_number",
    "keep_together",
    "names",
    'names:"parts"',
    'digits:"thai"',
]


def shown(expression: str, value: object) -> str:
    return Template(f"{{{{ value|{expression} }}}}").render(Context({"value": value}))


@pytest.mark.parametrize("expression", FILTERS)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_shows_as_nothing(expression: str, nothing: str | None) -> None:
    assert shown(expression, nothing) == ""


@pytest.mark.parametrize(
    ("expression", "value", "printed"),
    [
        ("thai_date", date(2023, 9, 29), "29 กันยายน 2566"),
        ("thai_date", datetime(2023, 9, 28, 18, 0, tzinfo=UTC), "29 กันยายน 2566"),
        ('thai_date:"thai"', date(2023, 9, 29), "๒๙ กันยายน ๒๕๖๖"),
        ('thai_date:"as_written"', date(2023, 9, 29), "29 กันยายน 2566"),
        ("thai_date_short", date(2023, 9, 29), "29 ก.ย. 66"),
        ("thai_date_weekday", date(2023, 9, 29), "วันศุกร์ที่ 29 กันยายน พ.ศ. 2566"),
        ("thai_time", MOMENT, "16.10 น."),
        ("thai_moment", MOMENT, "25 ก.ย. 66 เวลา 16.10 น."),
        ('thai_moment:"thai"', MOMENT, "๒๕ ก.ย. ๖๖ เวลา ๑๖.๑๐ น."),
        ("thai_number", 1284, "1,284"),
        ("thai_number", 0, "0"),
        ("thai_number", Decimal("1284.50"), "1,284.50"),
        ('thai_number:"thai"', 1284, "๑,๒๘๔"),
        ('digits:"thai"', "ข้อ E13 ปี 2566", "ข้อ E13 ปี ๒๕๖๖"),
        ('digits:"as_written"', "๓ ตุลาคม 2566", "๓ ตุลาคม 2566"),
        ('digits:"thai"', 12, "๑๒"),
    ],
)
def test_a_filter_prints(expression: str, value: object, printed: str) -> None:
    assert shown(expression, value) == printed


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("เมื่อวันที่ 29 กันยายน 2566 นี้", "เมื่อวันที่ 29_กันยายน_2566 นี้"),
        ("29 ก.ย. 66 และ ๑ มิ.ย. ๖๖", "29_ก.ย._66 และ ๑_มิ.ย._๖๖"),
        ("1 มิถุนายน 2566 – 29 กันยายน 2566", "1_มิถุนายน_2566 – 29_กันยายน_2566"),
        ("วันศุกร์ที่ 29 กันยายน พ.ศ. 2566", "วันศุกร์ที่ 29_กันยายน_พ.ศ._2566"),
        ("ต่าง ๆ ของหน่วยงาน", "ต่าง_ๆ ของหน่วยงาน"),
        ("เดือนกันยายน 2566 และ ก.ย. ๖๖", "เดือนกันยายน_2566 และ ก.ย._๖๖"),
        ("25 ก.ย. 66 เวลา 16.10 น. นี้", "25_ก.ย._66 เวลา_16.10_น. นี้"),
        ("เปิด ๐๘.๓๐ น. (อีก 3 วัน)", "เปิด ๐๘.๓๐_น. (อีก_3_วัน)"),
        ("เลยกำหนดแล้ว 1,157 วัน", "เลยกำหนดแล้ว_1,157_วัน"),
        ("จ่าย 16.10 นาที อีก 3 คน", "จ่าย 16.10 นาที อีก 3 คน"),
    ],
)
def test_dates_times_and_repetition_marks_are_never_broken(text: str, bound: str) -> None:
    assert shown("keep_together", text) == bound.replace("_", "\u00a0")


def test_keeping_together_escapes_plain_text_and_leaves_markup() -> None:
    assert shown("keep_together", "<b>5 ก.ย. 66</b>") == "&lt;b&gt;5\u00a0ก.ย.\u00a066&lt;/b&gt;"
    markup = mark_safe('<input value="5 ก.ย. 66"><textarea a="b">5 ก.ย. 66 ต่าง ๆ</textarea><p>ต่าง ๆ</p>')
    assert shown("keep_together", markup) == str(markup).replace("<p>ต่าง ๆ", "<p>ต่าง\u00a0ๆ")


def test_digits_leaves_markup_and_entities() -> None:
    assert shown('digits:"thai"', "<5>") == "&lt;๕&gt;"
    assert shown('digits:"thai"', mark_safe('<p id="p5">5 &#39; &amp; 6</p>')) == '<p id="p5">๕ &#39; &amp; ๖</p>'
    assert shown('force_escape|digits:"thai"', "5'") == "๕&#x27;"


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("นายมานะ สุจริตธรรม", "[นายมานะ สุจริตธรรม]", "[นายมานะ] [สุจริตธรรม]"),
        ("นาย มานะ สุจริตธรรม", "[นาย มานะ สุจริตธรรม]", "[นาย มานะ] [สุจริตธรรม]"),
        ("ว่าที่ ร.ต. มานะ สุจริตธรรม", "[ว่าที่ ร.ต. มานะ สุจริตธรรม]", "[ว่าที่ ร.ต. มานะ] [สุจริตธรรม]"),
        ("มานะ สุจริตธรรม", "[มานะ สุจริตธรรม]", "[มานะ] [สุจริตธรรม]"),
        ("นางสาวกานดา ใจงาม นักพัฒนาชุมชน", "[นางสาวกานดา ใจงาม] นักพัฒนาชุมชน", "[นางสาวกานดา] [ใจงาม] นักพัฒนาชุมชน"),
        ("นายมานะ", "[นายมานะ]", "[นายมานะ]"),
        (
            "นายสมศักดิ์ เที่ยงธรรม นายกองค์การบริหารส่วนตำบลทุ่งสายธาร",
            "[นายสมศักดิ์ เที่ยงธรรม] นายกองค์การบริหารส่วนตำบลทุ่งสายธาร",
            "[นายสมศักดิ์] [เที่ยงธรรม] นายกองค์การบริหารส่วนตำบลทุ่งสายธาร",
        ),
        ("นายกมล ใจดี", "[นายกมล ใจดี]", "[นายกมล] [ใจดี]"),
        ("<b>มานะ</b>", "[&lt;b&gt;มานะ&lt;/b&gt;]", "[&lt;b&gt;มานะ&lt;/b&gt;]"),
    ],
)
def test_title_and_name_are_never_parted(text: str, whole: str, parts: str) -> None:
    def spans(bracketed: str) -> str:
        return bracketed.replace("[", '<span class="nb">').replace("]", "</span>")

    assert shown("names", text) == spans(whole)
    assert shown('names:"parts"', text) == spans(parts)


def test_a_long_text_without_a_title_may_break() -> None:
    text = "ประธานคณะกรรมการ" * 5
    assert shown("names", text) == text


TEXTS = ("5 ก.ย. 66", "เวลา 13.45 น.", "อีก 3 วัน", "ต่าง ๆ", "ไม่มี", " ", "๙ มกราคม 2567", "&lt;", "\n")
TAGS = (
    "<p>",
    "</p>",
    '<a title="ต่าง ๆ 5 ก.ย. 66" href="/?a=3 วัน">',
    "<textarea>",
    "</textarea>",
    "<script>",
    "</script>",
)
PIECES = st.sampled_from([*TEXTS, *TAGS])


@given(st.lists(PIECES, max_size=30))
def test_a_page_is_bound_as_each_of_its_texts_is(pieces: list[str]) -> None:
    page = "".join(pieces)
    assert thai.keep_together(mark_safe(page)) == thai._outside_tags(page, thai._bind)
