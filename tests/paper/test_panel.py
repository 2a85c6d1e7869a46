"""Who signs and where anyone checks it: drawn at the end of the report, whole, and readable by machine and eye."""

from dataclasses import replace
from functools import cache
from typing import Literal

import pypdfium2
import pytest
import segno

from document import Approver, MarkedText, ReportDocument
from paper import html, page_count, qr, report_pdf
from paper import typeset as drawing
from paper.paper import Paper
from tests.paper.readback import poppler_raw, squeezed
from tests.reports.frozen import CODE, PAPER, PORTAL, SUBMITTER, seed

Orientation = Literal["landscape", "portrait"]
ORIENTATIONS: list[Orientation] = ["landscape", "portrait"]
SEED = seed()
REPORTER, APPROVER = "นายมณฑล หอมเหมือน", "นายสมศักดิ์ เที่ยงธรรม"
DAY = "เสนอเมื่อวันที่ 3 ตุลาคม 2566"
PARTS = ("ผู้รายงาน:", "ในนามของ" + REPORTER, "ในนามของ" + APPROVER, DAY, "ตรวจสอบรายงานฉบับนี้", "portal.example.go.th/v/")
written = cache(report_pdf.write)  # many tests look at one file
DEMO = "ตัวอย่างจากระบบสาธิต ไม่ใช่เอกสารราชการ"


def texts(data: bytes) -> list[str]:
    """The text of each page, white space aside."""
    with pypdfium2.PdfDocument(data) as document:
        return [squeezed(each.get_textpage().get_text_range()) for each in document]


def with_suggestions(lines: int) -> ReportDocument:
    """A short report with so many lines before its closing."""
    suggestions = tuple(MarkedText(f"{n}.", "ลงพื้นที่ประชาสัมพันธ์") for n in range(1, lines + 1))
    return replace(SEED, measures=SEED.measures[1:2], suggestions=suggestions)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_agencys_seal_signs_in_the_names_of_both(orientation: Orientation) -> None:
    last = texts(written(SEED, replace(PAPER, orientation=orientation)))[-1]
    first, approver = f"{SUBMITTER.post}ผู้รายงาน{DAY}", "นายกองค์การบริหารส่วนตำบลจำปาผู้อนุมัติ"
    for name, role in ((REPORTER, first), (APPROVER, approver)):
        words = f"ลงลายมือชื่อดิจิทัลด้วยใบรับรองของหน่วยงาน ในนามของ {name} ({name}) {role}"
        assert squeezed(words) in last
    assert "จะลงลายมือชื่อ" not in last, "true before the signatures are there, and after"
    assert "น." not in last.partition("ลงลายมือชื่อ")[2], "no times: they stand in the signatures"


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_whoever_submits_for_another_signs_in_their_own_name(orientation: Orientation) -> None:
    paper = replace(PAPER, orientation=orientation, submitter=replace(SUBMITTER, name="นางสาวกานดา ใจงาม"))
    last = texts(written(SEED, paper))[-1]
    words = f"ในนามของ นางสาวกานดา ใจงาม (นางสาวกานดา ใจงาม) {SUBMITTER.post} ผู้เสนอรายงาน {DAY}"
    assert squeezed(words) in last
    assert squeezed(f"ผู้รายงาน : {REPORTER}") in last
    assert squeezed("ในนามของ" + REPORTER) not in last
    assert squeezed(f"({REPORTER})") not in last


def test_a_namesake_who_submits_is_told_from_the_reporter_by_their_post() -> None:
    reporter = replace(SEED.reporter, position="นักจัดการงานทั่วไป")
    paper = replace(PAPER, submitter=replace(SUBMITTER, name=REPORTER, post="ผู้อำนวยการกองช่าง"))
    last = texts(report_pdf.write(replace(SEED, reporter=reporter), paper))[-1]
    assert squeezed(f"({REPORTER}) ผู้อำนวยการกองช่าง ผู้เสนอรายงาน {DAY}") in last
    assert squeezed(f"ผู้รายงาน : {REPORTER} นักจัดการงานทั่วไป") in last
    alone = replace(PAPER, submitter=replace(SUBMITTER, name=REPORTER, post="นักจัดการงานทั่วไป"))
    last = texts(report_pdf.write(replace(SEED, reporter=reporter), alone))[-1]
    assert squeezed(f"({REPORTER}) นักจัดการงานทั่วไป ผู้รายงาน {DAY}") in last


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_draft_shows_the_empty_blocks(orientation: Orientation) -> None:
    document = replace(SEED, approver=None, reporter=replace(SEED.reporter, name=""))
    last = texts(written(document, Paper(orientation=orientation, portal=PORTAL, seal=True, draft=True)))[-1]
    for words in ("(ยังไม่ระบุผู้รายงาน)ผู้รายงานเสนอเมื่อวันที่…", "(ยังไม่ระบุผู้อนุมัติ)ผู้อนุมัติ", "ออกรหัสเมื่อเสนอรายงาน"):
        assert words in last
    assert "ยังไม่ระบุผู้อนุมัติ" not in "".join(texts(written(document, Paper()))), "a file of another office"


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_names_under_the_frames_stand_in_one_line(orientation: Orientation) -> None:
    long = replace(SEED, approver=Approver("นางสาวกมลวรรณพัชรินทร์ ศรีสวัสดิ์วัฒนกุลเจริญ", "นายก"))
    for document in (SEED, long):
        with pypdfium2.PdfDocument(written(document, replace(PAPER, orientation=orientation))) as pdf:
            page = pdf[len(pdf) - 1].get_textpage()
            assert document.approver is not None
            feet = [foot_of(page, f"({name.split()[0]}") for name in (REPORTER, document.approver.name)]
        assert feet[0] == pytest.approx(feet[1], abs=0.1)


def foot_of(page: pypdfium2.PdfTextPage, words: str) -> float:
    at = page.search(words).get_next()
    assert at is not None
    return float(page.get_charbox(at[0], loose=True)[1])


def test_people_with_keys_of_their_own_sign_themselves() -> None:
    last = texts(written(SEED, replace(PAPER, seal=False)))[-1]
    for name in (REPORTER, APPROVER):
        assert squeezed(f"ลงลายมือชื่อดิจิทัลโดย {name} ({name})") in last
    assert "ในนามของ" not in last


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_panel_is_never_split_nor_left_alone(orientation: Orientation) -> None:
    counts = set()
    for lines in range(1, 42, 8):
        pages = texts(written(with_suggestions(lines), replace(PAPER, orientation=orientation)))
        counts.add(len(pages))
        for part in map(squeezed, (*PARTS, CODE)):
            places = [number for number, text in enumerate(pages, start=1) if part in text]
            assert len(pages) in places, f"{part} with {lines} lines"
        before = pages[-1].partition("ผู้รายงาน:")[0]
        assert "ลงพื้นที่ประชาสัมพันธ์" in before or "ข้อเสนอแนะ" in before
    assert len(counts) > 1, "some of them come to the end of a page"


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_code_and_address_stay_as_they_are_typed(orientation: Orientation, digits: Literal["thai", "arabic"]) -> None:
    pages = texts(written(SEED, replace(PAPER, orientation=orientation, digits=digits)))
    assert [f"รหัสตรวจสอบ{CODE}" in each for each in pages] == [True] * len(pages)
    assert pages[-1].count(CODE) == 2
    assert f"portal.example.go.th/v/แล้วพิมพ์รหัสด้านล่าง{CODE}" in pages[-1]


def test_the_code_is_set_in_fifteen_points() -> None:
    with pypdfium2.PdfDocument(written(SEED, PAPER)) as document:
        page = document[len(document) - 1].get_textpage()
        at = page.search(CODE).get_next()
        assert at is not None
        _, foot, _, top = page.get_charbox(at[0], loose=True)
        _, small_foot, _, small_top = page.get_charbox(page.get_text_range().index("หน้า "), loose=True)
    assert (top - foot) / (small_top - small_foot) == pytest.approx(15 / 10, abs=0.01)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_qr_code_on_the_page_is_the_one_of_the_address(orientation: Orientation) -> None:
    """Module by module, out of the picture of the page: nothing is drawn over it, nothing is blurred."""
    with pypdfium2.PdfDocument(written(SEED, replace(PAPER, orientation=orientation))) as document:
        image = document[len(document) - 1].render(scale=600 / 72).to_pil().convert("1")
    wanted = [list(row) for row in segno.make(f"{PORTAL}/v/{CODE}/", error="m", micro=False).matrix]
    module = 30 / 25.4 * 600 / (len(wanted) + 8)
    left, top = where_it_begins(image.crop((0, image.height // 6, image.width, image.height)), round(module))
    top += image.height // 6
    places = [round((number + 0.5) * module) for number in range(len(wanted))]
    seen = [[not image.getpixel((left + x, top + y)) for x in places] for y in places]
    assert seen == [[bool(dark) for dark in row] for row in wanted]


def where_it_begins(image: object, module: int) -> tuple[int, int]:
    """The upper left corner of the finder pattern: the first black run as long as seven modules."""
    from PIL import Image  # noqa: PLC0415

    assert isinstance(image, Image.Image)
    width, height = image.size
    data = image.convert("L").tobytes()
    run = bytes(7 * module - 3)
    for y in range(height):
        row = data[y * width : (y + 1) * width]
        x = row.find(run)
        while x >= 0:
            end = x
            while end < width and not row[end]:
                end += 1
            if end - x < 7 * module + 4:
                return x, y
            x = row.find(run, end)
    raise AssertionError("no QR code on the page")


def test_a_qr_code_has_a_name_and_no_style() -> None:
    drawn = qr.svg(f"{PORTAL}/v/{CODE}/", title="<ไป>")
    assert "<title>&lt;ไป&gt;</title>" in drawn
    assert "style" not in drawn
    assert "class" not in drawn


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_every_page_of_a_demonstration_says_so_and_no_other_does(orientation: Orientation) -> None:
    for demo in (True, False):
        pages = texts(written(SEED, replace(PAPER, orientation=orientation, demo=demo)))
        assert [squeezed(DEMO) in each for each in pages] == [demo] * len(pages)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_report_without_a_code_has_as_many_pages_as_with_one(orientation: Orientation) -> None:
    for lines in (2, 5, 20, 24):
        document, paper = with_suggestions(lines), replace(PAPER, orientation=orientation)
        without = page_count.pages_of(document, replace(paper, code=""))
        for code in (CODE, "ABCDEFGHIJKL-2566-7K4M-92QD-0GHX-5TB1"):
            pages = texts(drawing.render(html.write(document, replace(paper, code=code)), title="x"))
            assert (code, lines, len(pages)) == (code, lines, without)
            assert code in pages[-1]


def test_without_a_portal_nobody_promises_a_signature() -> None:
    last = poppler_raw(written(SEED, Paper()))
    assert "(นายสมศักดิ์ เที่ยงธรรม)" in last
    assert "ลงลายมือชื่อ" not in last
    assert "ตรวจสอบรายงาน" not in last


def test_the_preview_has_the_promises_but_nothing_to_scan() -> None:
    sheet = html.sheet(SEED, replace(PAPER, code=""))
    assert sheet.count("ลงลายมือชื่อดิจิทัล") == 2
    assert "<svg" not in sheet
    assert "ตรวจสอบรายงาน" not in sheet


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_long_names_and_addresses_break_where_a_reader_would(orientation: Orientation) -> None:
    name = "นางสาวกมลวรรณพัชรินทร์ ศรีสวัสดิ์วัฒนกุลเจริญ"
    document = replace(SEED, approver=Approver(name, "ปลัด", "acting", "นายกองค์การบริหารส่วนตำบลทุ่งสายธารา"))
    paper = replace(PAPER, orientation=orientation, portal="https://ita-portal.samutsongkhram.go.th")
    lines = poppler_raw(written(document, paper)).splitlines()
    assert "ita-portal.samutsongkhram.go.th/v/" in lines
    assert [line for line in lines if line.endswith("นางสาวกมลวรรณพัชรินทร์")] == [
        *("นางสาวกมลวรรณพัชรินทร์", "(นางสาวกมลวรรณพัชรินทร์"),
    ]
    assert [line for line in lines if line.startswith("ศรีสวัสดิ์")] == [
        *("ศรีสวัสดิ์วัฒนกุลเจริญ", "ศรีสวัสดิ์วัฒนกุลเจริญ)"),
    ]
