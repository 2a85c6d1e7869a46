"""Whatever tables and lines stand in a file, it is read or refused, and every doubt says where."""

from hypothesis import given
from hypothesis import strategies as st

from document import ReportError
from document.grid import Block, Grid, Kind, Paragraph, Picture, Place
from document.readers import by_grid
from tests.document.samples import CLOSING, OPENING, TITLE
from tests.document.tables import table_of

HEADS = (
    *("ลำดับ", "แบบวัด", "ข้อ", "ตัวชี้วัด", "ประเด็นการประเมิน", "มาตรการ", "กิจกรรม", "วิธีดำเนินการ", "ผลการดำเนินการ", "ผลลัพธ์"),
    *(
        "ผู้รับผิดชอบ",
        "วันที่ดำเนินการ",
        "วันที่เริ่ม",
        "วันที่สิ้นสุด",
        "ระยะเวลา",
        "ไตรมาส 1",
        "ไตรมาส 2",
        "ต.ค.",
        "พ.ย.",
        "หมายเหตุ",
        "อื่น",
    ),
)
CELLS = (
    *(
        "",
        "",
        "ข้อ E13 ถามว่า : 1. จัดทำ",
        "E1",
        "11",
        "IIT",
        "ข้อ I1 ก\nข้อ I2 ข",
        "จัดทำ (o14)",
        "1. ก\n2. ข",
        "/",
        "✓",
        "-",
    ),
    *("29 กันยายน 2566", "1 - 5 ม.ค. 66", "นายดี งามยิ่ง นิติกร กองช่าง", "กองคลัง (นายดี งามยิ่ง)", "รวม", "ข้อ E1 ก (ต่อ)"),
)
LINES = (
    *(
        "",
        "มาตรการข้อ E5 การเผยแพร่",
        "ผลการดำเนินการ : ทำแล้ว",
        "ผลลัพธ์ : ดี",
        "ผู้รับผิดชอบ : กองช่าง",
        "แบบวัด IIT",
        "พันตำรวจเอก",
    ),
    *("ปัญหา/อุปสรรค ไม่มี", "ข้อเสนอแนะ", "ลงชื่อ......ผู้รายงาน", "(นายดี งามยิ่ง)", "(กล้า เก่งกาจ)", "ตำแหน่ง ปลัด", "ภาพกิจกรรม"),
    *(
        "บันทึกข้อความ",
        "เรื่อง รายงาน",
        "ภาพที่ 1 อบรม",
        "1. ความเป็นมา",
        "จึงเรียนมาเพื่อโปรดทราบ",
        "../../..",
        TITLE,
        OPENING,
        CLOSING,
    ),
)
texts = st.sampled_from(HEADS + CELLS)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    """Heads more or less like those of a report, cells of any sort below them, some of them merged."""
    width = draw(st.integers(1, 6))
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(texts, min_size=width, max_size=width), max_size=4))
    spans = st.tuples(st.sampled_from((1, 1, 1, 2)), st.sampled_from((1, 1, 1, 2)))
    cells = [[(text, *draw(spans)) for text in row] for row in [heads, *rows]]
    return table_of(cells, place=Place(page=draw(st.integers(0, 2)), table=1))


lines = st.builds(Paragraph, st.sampled_from(LINES), st.just(Place(paragraph=1)), kind=st.sampled_from(Kind))
pictures = st.builds(Picture, st.binary(max_size=2), st.just("image/png"), st.just(Place(page=1)))


def test_a_second_report_may_begin_within_a_table() -> None:
    first = table_of([[("มาตรการ", 1, 1), ("ผลลัพธ์", 1, 1)], [("ข้อ E1 ก", 1, 1), ("ดี", 1, 1)]])
    again = table_of([[(TITLE, 1, 1), (OPENING, 1, 1)]])
    found = by_grid.read(Grid((Paragraph(TITLE), Paragraph(OPENING), first, Paragraph(CLOSING), again)))
    assert [each.code for each in found.document.measures] == ["E1"]
    assert "second" in {each.kind for each in found.warnings}


@given(st.lists(tables() | lines | pictures, max_size=8))
def test_any_grid_is_read_or_refused_and_each_doubt_names_its_place(blocks: list[Block]) -> None:
    try:
        found = by_grid.read(Grid(tuple(blocks)), year=2566)
    except ReportError as error:
        assert all(each.place and each.message for each in error.problems)
        return
    assert found.document.measures
    assert all(each.place and each.message for each in found.warnings)
