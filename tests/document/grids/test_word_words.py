"""Of a Word file every word that is seen is read, in order; what isn't seen is left out, and that is said."""

import pytest

from document.grid import Grid, Kind, Paragraph, Place, Table
from document.grids import docx as reader
from tests.document.grids.word_files import box, docx, drawing, field, p, r, relation, sdt, style, t, tbl, tc, tr

BEGUN, SHOWN, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def lines(*body: str, **more: object) -> list[str]:
    """The words of each paragraph of the body."""
    return [each.words for each in reader.read(docx(*body, **more)).paragraphs()]  # type: ignore[arg-type]


def notes(grid: Grid) -> list[str]:
    return [each.key for each in grid.notes]


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (r("หนึ่ง ") + r("สอง", "<w:b/>"), "หนึ่ง สอง"),
        (r(t("ก") + "<w:tab/>" + t("ข")), "ก\tข"),
        (r(t("ก") + "<w:br/>" + t("ข") + "<w:cr/>" + t("ค")), "ก\nข\nค"),
        (r(t("ก") + '<w:br w:type="page"/>' + t("ข")), "ก\nข"),
        (r('<w:br w:type="page"/>' + t("ข")), "ข"),
        (r(t("ก") + "<w:noBreakHyphen/>" + t("ข") + "<w:softHyphen/>" + t("ค")), "ก-ขค"),
        (r('<w:ptab w:alignment="right"/>' + t("ขวา")), "\tขวา"),
        ("<w:r><w:t> ไม่เก็บช่องว่าง\n </w:t></w:r>" + r("ต่อ"), "ไม่เก็บช่องว่างต่อ"),
        (r('<w:sym w:font="Wingdings" w:char="F0FC"/>'), "✓"),
        (r('<w:sym w:font="Wingdings 2" w:char="F052"/>'), "☑"),
        (r('<w:sym w:font="Wingdings 2" w:char="00A3"/>'), "□"),
        (r('<w:sym w:font="Symbol" w:char="F0B3"/>') + r("85"), "≥85"),
        (r('<w:sym w:font="Symbol" w:char="ไม่ใช่เลข"/>') + r("85"), "85"),
        (r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r(" เสร็จ"), "✓ เสร็จ"),
        (r("\uf0fe", '<w:rFonts w:ascii="TH Sarabun"/>'), "☑"),
        (f'<w:hyperlink r:id="h1">{r("เว็บไซต์")}</w:hyperlink>', "เว็บไซต์"),
        (f'<w:smartTag w:element="date"><w:customXml>{r("ในห่อ")}</w:customXml></w:smartTag>', "ในห่อ"),
        (sdt(r("ในช่องกรอก")), "ในช่องกรอก"),
        ('<w:bdo w:val="rtl">' + r("\u200fשלום") + "</w:bdo>", "\u200fשלום"),
        (f"<w:ruby><w:rubyPr/><w:rt>{r('อ่าน')}</w:rt><w:rubyBase>{r('คำ')}</w:rubyBase></w:ruby>", "คำ(อ่าน)"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>85</m:t></m:r></m:num><m:den><m:r><m:t>100</m:t></m:r></m:den></m:f></m:oMath>",
            "85/100",
        ),
    ],
)
def test_the_content_of_a_paragraph(content: str, seen: str) -> None:
    (found,) = reader.read(docx(p(content), p("ท้าย"))).blocks[:1]
    assert isinstance(found, Paragraph)
    assert found.text == seen


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (field('REF a \\h "ไม่เอา"', "ตารางที่ 2"), "ตารางที่ 2"),
        ("<w:fldSimple w:instr=' DATE '>" + r("1 ธ.ค. 69") + "</w:fldSimple>", "1 ธ.ค. 69"),
        (field("IF 1", field("REF b", "ข้างใน") + r(" แล้ว")), "ข้างใน แล้ว"),
        (BEGUN + field("REF d", "ในคำสั่ง") + r("นี่ก็") + SHOWN + r("ผล") + END, "ผล"),
        (r("ก่อน ") + field("PAGE", "7") + r("หลัง"), "ก่อน หลัง"),
        (field("page\\* MERGEFORMAT", "7") + field("PAGEREF _Toc1", "8"), "8"),
        ('<w:fldSimple w:instr="NUMPAGES">' + r("9") + "</w:fldSimple>" + r("x"), "x"),
        (r("ไม่จบ") + BEGUN + r("ต่อ"), "ไม่จบต่อ"),
        (r("ก") + END + r("ข"), "กข"),
        (BEGUN + field("REF c", "ในคำสั่ง") + END + r("ไม่มีผล"), "ไม่มีผล"),
    ],
)
def test_fields_show_their_result_alone(content: str, seen: str) -> None:
    assert lines(p(content)) == [seen]


def test_a_formula_on_a_line_of_its_own() -> None:
    formula = "<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>"
    assert lines("ก", formula, p(formula), "ข") == ["ก", "x=1", "x=1", "ข"]


def test_what_an_old_form_shows() -> None:
    listed = (
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="ยังไม่เริ่ม"/><w:listEntry w:val="เสร็จแล้ว"/>'
        "</w:ddList></w:ffData>"
    )
    box = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    begun = ['<w:r><w:fldChar w:fldCharType="begin">' + data + "</w:fldChar></w:r>" for data in (listed, box)]
    assert lines(p(r("สถานะ ") + begun[0] + END), p(begun[1] + END)) == ["สถานะ เสร็จแล้ว", "☑"]


def test_hidden_words_stay_out_by_run_by_style_and_by_what_it_is_based_on() -> None:
    styles = (
        style("Base", "Base", "<w:rPr><w:vanish/></w:rPr>", kind="character")
        + style("Secret", "Secret", based_on="Base", kind="character")
        + style("Gone", "Gone", "<w:rPr><w:vanish/></w:rPr>")
    )
    body = (
        p(r("เห็น ") + r("ซ่อน", "<w:vanish/>") + r("ลับ", '<w:rStyle w:val="Secret"/>') + r("ต่อ")),
        p(r("เปิด", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')),
        p("ต้น", mark="<w:vanish/>"),
        p("ทั้งย่อหน้า", style="Gone"),
        p("ท้าย"),
    )
    grid = reader.read(docx(*body, styles=styles))
    assert [each.text for each in grid.paragraphs()] == ["เห็น ต่อ", "เปิด", "ต้นท้าย"]
    assert notes(grid) == ["hidden"]
    assert grid.notes[0].place == Place(paragraph=1)


def test_changes_are_taken_as_accepted() -> None:
    body = (
        p(r("ก") + f"<w:del>{r('ลบ')}<w:r><w:delText>เก่า</w:delText></w:r></w:del>" + f"<w:ins>{r('ใส่')}</w:ins>"),
        p(f"<w:moveFrom>{r('ย้ายไป')}</w:moveFrom>", mark="<w:moveFrom/>"),
        p(f"<w:moveTo>{r('ย้ายมา')}</w:moveTo>"),
        p("ต้น", mark="<w:del/>", style="Heading1"),
        p("ปลาย"),
        p(f"<w:del>{r('หาย')}</w:del>", mark="<w:del/>"),
        p("ก่อนตาราง", mark="<w:del/>"),
        tbl(tr("ข"), tr("แถวลบ", said="<w:del/>"), tr("แถวใส่", said="<w:ins/>")),
        p("ท้ายที่ไม่จบ", mark="<w:del/>"),
    )
    grid = reader.read(docx(*body))
    assert [each.text for each in grid.paragraphs()] == ["กใส่", "ย้ายมา", "ต้นปลาย", "ก่อนตาราง", "ท้ายที่ไม่จบ"]
    assert [each.heading for each in grid.paragraphs()] == [0, 0, 0, 0, 0]
    assert isinstance(grid.blocks[4], Table)
    assert [[cell.text for cell in row] for table in grid.tables() for row in table.rows] == [["ข"], ["แถวใส่"]]
    assert notes(grid) == ["revisions"]


def test_a_hidden_end_joins_a_heading_with_the_words_behind_it() -> None:
    styles = style("Heading1", "heading 1")
    body = (p("หัวข้อ ", style="Heading1", mark="<w:vanish/><w:specVanish/>"), p("เนื้อความ"), p("ต่อ"))
    found = list(reader.read(docx(*body, styles=styles)).paragraphs())
    assert [(each.text, each.heading) for each in found] == [("หัวข้อ เนื้อความ", 1), ("ต่อ", 0)]


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("comments", r("ก") + '<w:r><w:commentReference w:id="1"/></w:r>'),
        ("embedded", r("ก") + r('<w:object><o:OLEObject r:id="o1"/></w:object>')),
        ("chart", r("ก") + r(drawing('<a:graphic><c:chart r:id="c1"/></a:graphic>'))),
        ("picture_elsewhere", r("ก") + r(drawing('<a:blip r:link="out"/>'))),
        ("picture_unread", r("ก") + r(drawing('<a:blip r:embed="bad"/>'))),
    ],
)
def test_what_is_left_out_is_said(key: str, content: str) -> None:
    related = (
        relation("out", "image", "http://pictures.example/a.png", external=True),
        relation("bad", "image", "media/a.png"),
    )
    grid = reader.read(docx("แรก", p(content), related=related, parts={"word/media/a.png": b"<svg/>"}))
    assert [each.words for each in grid.paragraphs()] == ["แรก", "ก"]
    assert [(each.key, each.place.paragraph) for each in grid.notes] == [(key, 2)]
    assert list(grid.pictures()) == []


def test_another_document_that_is_inserted_and_macros_are_said() -> None:
    parts: dict[str, str | bytes] = {"word/vbaProject.bin": b"x", "word/chunk.html": "<p>แทรก</p>"}
    grid = reader.read(docx("ก", '<w:altChunk r:id="c1"/>', parts=parts))
    assert notes(grid) == ["macros", "inserted"]
    assert [each.words for each in grid.paragraphs()] == ["ก"]


def test_words_that_ask_to_be_replaced_stay_out() -> None:
    styles = style("a3", "Placeholder Text", kind="character")
    asked = sdt(r("คลิกเพื่อใส่ข้อความ", '<w:rStyle w:val="a3"/>'), "<w:showingPlcHdr/>")
    typed = sdt(r("พิมพ์แล้ว"), "<w:showingPlcHdr/>")
    grid = reader.read(docx(p(r("ชื่อ ") + asked), p(typed), sdt(p(asked), "<w:showingPlcHdr/>"), styles=styles))
    assert [each.text for each in grid.paragraphs()] == ["ชื่อ ", "พิมพ์แล้ว"]
    assert notes(grid) == ["placeholder"]


def test_headings_by_level_by_name_and_by_what_a_style_is_based_on() -> None:
    styles = (
        style("1", "heading 1")
        + style("Mine", "ของเรา", based_on="1")
        + style("Out", "x", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("T", "Title")
        + style("N", "Normal", based_on="N")
    )
    body = [p(key, style=key) for key in ("1", "Mine", "Out", "T", "N", "Heading2")]
    body += [p("ตรง", said='<w:outlineLvl w:val="0"/>'), p("เนื้อ", style="1", said='<w:outlineLvl w:val="9"/>')]
    assert [each.heading for each in reader.read(docx(*body, styles=styles)).paragraphs()] == [1, 1, 3, 1, 0, 2, 1, 0]


def test_places_count_the_paragraphs_that_are_seen_and_the_pages_as_word_drew_them() -> None:
    drawn = "<w:lastRenderedPageBreak/>"
    body = (
        p("หนึ่ง"),
        p(),
        p(r(t("สอง") + '<w:br w:type="page"/>')),
        p(r(drawn + t("สาม"))),
        tbl(tr(tc(p(r(drawn + t("ก")))), tc(p(r(drawn + t("ข"))))), tr("ค", "ง")),
        p("สี่"),
    )
    grid = reader.read(docx(*body))
    assert [(each.text, each.place.page, each.place.paragraph) for each in grid.paragraphs()] == [
        ("หนึ่ง", 1, 1),
        ("สอง", 1, 2),
        ("สาม", 2, 3),
        ("สี่", 3, 4),
    ]
    (table,) = grid.tables()
    assert [cell.paragraphs[0].place for cell in table.rows[0]] == [
        Place(page=3, table=1, row=1, column=1),
        Place(page=3, table=1, row=1, column=2),
    ]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (("ก", "ข"), [0, 0]),
        ((p(r('<w:br w:type="page"/>' + t("ก"))), "ข"), [2, 2]),
        (("ก", p("ข", said="<w:pageBreakBefore/>")), [1, 2]),
        ((p("ก", said="<w:sectPr/>"), "ข", "<w:sectPr/>"), [1, 2]),
        ((p("ก", said="<w:sectPr/>"), "ข", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'), [1, 1]),
    ],
)
def test_pages_as_the_writer_broke_them(body: tuple[str, ...], pages: list[int]) -> None:
    assert [each.place.page for each in reader.read(docx(*body)).paragraphs()] == pages


def test_words_of_a_text_box_stand_once_at_their_anchor() -> None:
    grid = reader.read(docx("ก่อน", p(r("ข้าง") + box(p("ในกล่อง") + p("สองบรรทัด"))), "หลัง"))
    assert [(each.kind, each.text, each.place.paragraph) for each in grid.blocks if isinstance(each, Paragraph)] == [
        (Kind.BODY, "ก่อน", 1),
        (Kind.BODY, "ข้าง", 2),
        (Kind.BOX, "ในกล่อง", 2),
        (Kind.BOX, "สองบรรทัด", 2),
        (Kind.BODY, "หลัง", 3),
    ]
