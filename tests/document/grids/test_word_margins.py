"""What stands outside a Word file's body: headers, footers, notes, boxes and pictures, each once."""

import pytest

from document.errors import ReportError
from document.grid import Grid, Kind, Paragraph, Picture, Place
from document.grids import docx as reader
from document.grids.word import package, reading
from tests.document.grids.word_files import (
    JPEG,
    PNG,
    box,
    docx,
    drawing,
    field,
    p,
    part,
    picture,
    r,
    relation,
    tbl,
    tc,
    tr,
)


def words(grid: Grid) -> list[tuple[str, str]]:
    return [(each.kind.value, each.words) for each in grid.blocks if isinstance(each, Paragraph)]


def with_margins(*references: str, more: str = "", said: str = "", **parts: str) -> Grid:
    """A body of one paragraph with headers and footers; `references` are "header default 1" and the like."""
    found = [each.split() for each in references]
    inner = "".join(f'<w:{kind}Reference w:type="{which}" r:id="{kind}{at}"/>' for kind, which, at in found)
    files: dict[str, str | bytes] = {}
    for name, content in parts.items():
        files[f"word/{name}.xml"] = part("hdr" if name.startswith("header") else "ftr", content)
    related = [relation(name, name.rstrip("0123456789"), f"{name}.xml") for name in parts]
    if said:
        files["word/settings.xml"] = part("settings", said)
        related.append(relation("set", "settings", "settings.xml"))
    body = ("เนื้อ", f"<w:sectPr>{inner}{more}</w:sectPr>")
    return reader.read(docx(*body, related=tuple(related), parts=files))


def test_headers_come_first_and_footers_last() -> None:
    grid = with_margins("footer default 1", "header default 1", header1=p("บันทึกข้อความ"), footer1=p("ชั้นความลับ"))
    assert words(grid) == [("head", "บันทึกข้อความ"), ("body", "เนื้อ"), ("foot", "ชั้นความลับ")]


def test_page_numbers_are_no_words() -> None:
    page, of = field("PAGE", "1"), '<w:fldSimple w:instr=" NUMPAGES ">' + r("9") + "</w:fldSimple>"
    header = p("หน้า ", page, " จาก ", of) + p("- ", page, " -") + p("หน้าที่ ", page) + p("ส่วนที่ 2 หน้า ", page)
    assert words(with_margins("header default 1", header1=header)) == [("head", "ส่วนที่ 2 หน้า"), ("body", "เนื้อ")]


@pytest.mark.parametrize(
    ("more", "said", "seen"),
    [
        ("", "", ["ปกติ"]),
        ("<w:titlePg/>", "", ["หน้าแรก", "ปกติ"]),
        ("", "<w:evenAndOddHeaders/>", ["ปกติ", "หน้าคู่"]),
    ],
)
def test_only_headers_that_pages_show(more: str, said: str, seen: list[str]) -> None:
    grid = with_margins(
        *("header first 1", "header default 2", "header even 3"),
        more=more,
        said=said,
        header1=p("หน้าแรก"),
        header2=p("ปกติ"),
        header3=p("หน้าคู่"),
    )
    assert [each.text for each in grid.paragraphs(Kind.HEAD)] == seen


def test_each_header_once_over_all_sections() -> None:
    reference = '<w:headerReference w:type="default" r:id="{}"/>'
    body = (
        p("ก", said=f"<w:sectPr>{reference.format('h1')}</w:sectPr>"),
        p("ข", said=f"<w:sectPr>{reference.format('h1')}</w:sectPr>"),
        "ค",
        f"<w:sectPr>{reference.format('h2')}</w:sectPr>",
    )
    parts: dict[str, str | bytes] = {
        "word/header1.xml": part("hdr", p("เทศบาล")),
        "word/header2.xml": part("hdr", p("เทศบาล") + p("ภาคผนวก", box(p("ลับ"))) + p(picture())),
    }
    related = (relation("h1", "header", "header1.xml"), relation("h2", "header", "header2.xml"))
    grid = reader.read(docx(*body, related=related, parts=parts))
    assert [each.words for each in grid.paragraphs(Kind.HEAD)] == ["เทศบาล", "ภาคผนวก", "ลับ"]
    assert list(grid.pictures()) == []


def test_drawn_words_and_diagrams() -> None:
    art = r('<w:pict><v:shape><v:textpath string="ร่าง"/></v:shape></w:pict>')
    shape = "<dgm:pt><dgm:t><a:p><a:r><a:t>วางแผน</a:t></a:r></a:p></dgm:t></dgm:pt>"
    data = part("x", f"<dgm:ptLst>{shape}{shape.replace('วางแผน', 'ลงมือทำ')}</dgm:ptLst>")
    diagram = r(drawing('<a:graphic><dgm:relIds r:dm="d2"/></a:graphic>'))
    related = (relation("d2", "diagramData", "diagrams/data1.xml"),)
    grid = reader.read(docx(p("ก", art), p(diagram), related=related, parts={"word/diagrams/data1.xml": data}))
    assert words(grid) == [("body", "ก"), ("box", "ร่าง"), ("box", "วางแผน"), ("box", "ลงมือทำ")]


def notes_of(kind: str, *notes: str, said: str = "") -> Grid:
    reference = f'<w:r><w:{kind}Reference w:id="{{}}"/></w:r>'
    inner = f'<w:{kind} w:type="separator" w:id="0">{p("---")}</w:{kind}>'
    inner += "".join(f'<w:{kind} w:id="{at}">{note}</w:{kind}>' for at, note in enumerate(notes, 1))
    body = (
        p("ก", reference.format(2), " ต่อ"),
        tbl(tr(tc(p("ข", reference.format(1))))),
        p(f"<w:del>{reference.format(3)}</w:del>", "ค"),
    )
    parts: dict[str, str | bytes] = {f"word/{kind}s.xml": part(f"{kind}s", inner)}
    related = [relation("f1", f"{kind}s", f"{kind}s.xml")]
    if said:
        parts["word/settings.xml"] = part("settings", said)
        related.append(relation("set", "settings", "settings.xml"))
    return reader.read(docx(*body, related=tuple(related), parts=parts))


@pytest.mark.parametrize(
    ("kind", "said", "markers"),
    [
        ("footnote", "", ["1", "2"]),
        ("endnote", "", ["i", "ii"]),
        ("footnote", '<w:footnotePr><w:numFmt w:val="thaiNumbers"/><w:numStart w:val="5"/></w:footnotePr>', ["๕", "๖"]),
    ],
)
def test_notes_stand_at_the_end_in_the_order_of_the_words(kind: str, said: str, markers: list[str]) -> None:
    first, second, third = p("<w:r><w:footnoteRef/></w:r>", " ของ ข"), p(" ของ ก") + p("สองย่อหน้า"), p("ของที่ลบ")
    grid = notes_of(kind, first, second, third, said=said)
    assert [each.text for each in grid.paragraphs()] == ["ก ต่อ", "ค"]
    assert [(each.marker, each.text, each.place) for each in grid.paragraphs(Kind.FOOT)] == [
        (markers[0], "ของ ก", Place(paragraph=1)),
        ("", "สองย่อหน้า", Place(paragraph=1)),
        (markers[1], "ของ ข", Place(table=1, row=1, column=1)),
    ]


def test_a_note_with_a_sign_of_its_own_has_no_number() -> None:
    inner = f'<w:footnote w:id="1">{p("* ดาว")}</w:footnote><w:footnote w:id="2">{p("เลข")}</w:footnote>'
    body = p(
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    grid = reader.read(
        docx(
            body,
            related=(relation("f1", "footnotes", "footnotes.xml"),),
            parts={"word/footnotes.xml": part("footnotes", inner)},
        )
    )
    assert words(grid) == [("body", "*"), ("foot", "* ดาว"), ("foot", "1 เลข")]


@pytest.mark.parametrize("broken", ["<w:hdr", b"\xff\xfe\x00", ""])
def test_a_damaged_part_beside_the_words_is_said_and_the_words_are_read(broken: str | bytes) -> None:
    related = tuple(relation(kind, kind, f"{kind}.xml") for kind in ("header", "styles", "numbering", "settings"))
    parts: dict[str, str | bytes] = {f"word/{kind}.xml": broken for kind in ("header", "styles", "numbering")}
    body = ("เนื้อ", '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>')
    grid = reader.read(docx(*body, related=related, parts=parts))
    assert words(grid) == [("body", "เนื้อ")]
    assert [each.key for each in grid.notes] == ["part_unread"]


def test_pictures_with_their_bytes_and_captions() -> None:
    parts: dict[str, str | bytes] = {
        "word/media/image1.jpeg": JPEG,
        "word/media/ภาพ 2.png": PNG,
        "word/media/3.emf": b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(20),
    }
    related = (
        relation("p1", "image", "media/image1.jpeg"),
        relation("p2", "image", "/word/media/%E0%B8%A0%E0%B8%B2%E0%B8%9E%202.png"),
        relation("p3", "image", "media/3.emf"),
    )
    old = r('<w:pict><v:shape alt="แผนผัง"><v:imagedata r:id="p3"/></v:shape></w:pict>')
    body = (
        p("กิจกรรม", picture("p1"), picture("p2", "C:\\ภาพ\\IMG_01.JPG")),
        p("ภาพที่ 1 และ 2 อบรม"),
        p(picture("p2", "ป้ายประกาศ")),
        p(old),
        p(picture("p1", "A group of people. Description automatically generated")),
        p("ไม่ใช่คำบรรยาย"),
    )
    grid = reader.read(docx(*body, related=related, parts=parts))
    assert [(each.media_type, each.caption, each.place.paragraph) for each in grid.pictures()] == [
        ("image/jpeg", "ภาพที่ 1 และ 2 อบรม", 1),
        ("image/png", "ภาพที่ 1 และ 2 อบรม", 1),
        ("image/png", "ป้ายประกาศ", 2),
        ("image/emf", "แผนผัง", 2),
        ("image/jpeg", "", 2),
    ]
    assert [each.data for each in grid.pictures()][:2] == [JPEG, PNG]
    assert [type(each) for each in grid.blocks][:4] == [Paragraph, Picture, Picture, Paragraph]


def test_a_picture_is_one_object_however_often_it_is_shown() -> None:
    body = ["ก", *(p(picture()) for _ in range(50))]
    parts: dict[str, str | bytes] = {"word/media/1.png": PNG}
    grid = reader.read(docx(*body, related=(relation("p1", "image", "media/1.png"),), parts=parts))
    assert len({id(each.data) for each in grid.pictures()}) == 1


def test_what_is_damaged_is_opened_once_however_often_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    part_of = package.Package.part

    def counted(self: package.Package, name: str) -> bytes:
        opened.append(name)
        return part_of(self, name)

    monkeypatch.setattr(package.Package, "part", counted)
    related = (relation("p1", "image", "media/none.png"), relation("h1", "header", "header1.xml"))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    body = ["ก", *(p(picture(), said=section) for _ in range(20))]
    grid = reader.read(docx(*body, related=related, parts={"word/header1.xml": "<broken"}))
    assert sorted(each.key for each in grid.notes) == ["part_unread", "picture_unread"]
    assert opened.count("word/media/none.png") == opened.count("word/header1.xml") == 1


def test_too_many_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PICTURES", 3)
    parts: dict[str, str | bytes] = {"word/media/1.png": PNG}
    with pytest.raises(ReportError, match="ภาพเกิน 3 "):
        reader.read(docx("ก", p(picture() * 4), related=(relation("p1", "image", "media/1.png"),), parts=parts))
