"""Word files as other programs than Word write them are read alike: imitations of their habits, written by hand."""

import pytest

from document.grid import Grid, Kind, Paragraph, Table
from document.grids import docx as reader
from tests.document.grids.word_files import (
    PNG,
    W,
    box,
    docx,
    field,
    lvl,
    numbering,
    p,
    picture,
    r,
    relation,
    sdt,
    style,
    t,
    tbl,
    tc,
    tr,
)

LISTS = numbering({0: lvl(0, "thaiNumbers", "%1."), 1: lvl(0, "bullet", "●")}, {1: 0, 2: 1})


def seen(grid: Grid) -> list[object]:
    """What a person sees: paragraphs with their markers, tables as rows of words."""
    return [
        [[cell.text for cell in row] for row in each.rows] if isinstance(each, Table) else each.words
        for each in grid.blocks
        if isinstance(each, Paragraph | Table)
    ]


def word(strict: bool = False) -> bytes:
    """Runs cut at every check of spelling, revision ids, a linked style of headings."""
    rsid = 'w:rsidR="00A1" w:rsidRDefault="00B2"'
    cut = r("มาตร") + '<w:proofErr w:type="spellStart"/>' + r("การ", "<w:cs/>") + '<w:proofErr w:type="spellEnd"/>'
    body = (
        p("รายงาน", style="1").replace("<w:p>", f"<w:p {rsid}>"),
        p('<w:bookmarkStart w:id="0" w:name="_Toc1"/>' + cut + '<w:bookmarkEnd w:id="0"/>', item=(1, 0)),
        tbl(tr("ก", "ข")),
        p("ภาพ", picture()),
        "<w:sectPr><w:pgSz/></w:sectPr>",
    )
    return docx(*body, **_rest(), strict=strict)  # type: ignore[arg-type]


def google() -> bytes:
    """Every run within a content control, a control round tables, bullets as plain signs, ids of its own."""
    tag = '<w:tag w:val="goog_rdk_0"/>'
    rtl = '<w:rtl w:val="0"/>'
    body = (
        p(sdt(r("รายงาน", rtl), tag), style="1"),
        sdt(p(r("มาตรการ", rtl), item=(1, 0)), tag),
        sdt(tbl(tr(tc(p(r("ก", rtl))), tc(sdt(p(r("ข", rtl)), tag)))), tag + "<w:lock w:val='contentLocked'/>"),
        p(r("ภาพ"), picture()),
        "<w:sectPr><w:pgNumType w:start='1'/></w:sectPr>",
    )
    return docx(*body, **_rest())  # type: ignore[arg-type]


def libreoffice() -> bytes:
    """Fonts on every run, fields for numbers, a list switched off by number nought, pictures by both roads."""
    fonts = '<w:rFonts w:ascii="TH Sarabun New" w:hAnsi="TH Sarabun New" w:cs="TH Sarabun New"/>'
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{picture()}</mc:Choice>'
    both += f"<mc:Fallback>{picture()}</mc:Fallback></mc:AlternateContent>"
    body = (
        p(r("รายงาน", fonts), style="1", said=off),
        p(r("มาตรการ", fonts), item=(1, 0)),
        tbl(tr(tc(p(r("ก", fonts))), tc(p(r("ข", fonts)))), columns=2),
        p(r("ภาพ", fonts), both),
        p(said=off),
    )
    return docx(*body, **_rest())  # type: ignore[arg-type]


def wps() -> bytes:
    """The main part under another name and prefix, data of its own, hints of fonts, a line of hidden marks."""
    body = (
        p(r("รายงาน", '<w:rFonts w:hint="cs"/>'), style="1"),
        p(r("มาตรการ"), r('<w:lang w:val="th-TH"/>'), item=(1, 0)),
        tbl(tr(tc(p(r("ก"))), tc(p(r("ข"))), said="<w:trHeight w:val='1'/>")),
        p(r("ภาพ"), picture()),
    )
    return docx(*body, main="word/document2.xml", **_rest())  # type: ignore[arg-type]


def pages() -> bytes:
    """No default styles, soft returns of its own, a body wrapped in sections, tabs after markers."""
    body = (
        p(r('<w:rPr><w:rtl w:val="0"/></w:rPr>' + t("รายงาน")), style="1"),
        p(r(t("มาตรการ")), item=(1, 0)),
        tbl(tr(tc(p(r("ก")), said="<w:tcMar/>"), tc(p(r("ข")), said="<w:vAlign w:val='top'/>")), columns=2),
        p(r("ภาพ") + picture()),
        "<w:sectPr><w:bidi w:val='0'/></w:sectPr>",
    )
    return docx(*body, **_rest())  # type: ignore[arg-type]


def _rest() -> dict[str, object]:
    return {
        "styles": style("1", "heading 1") + style("a", "Normal"),
        "numbers": LISTS,
        "related": (relation("p1", "image", "media/image1.png"),),
        "parts": {"word/media/image1.png": PNG},
    }


@pytest.mark.parametrize(
    "made",
    [word(), word(strict=True), google(), libreoffice(), wps(), pages()],
    ids=["Word", "Word, strict", "Google Docs", "LibreOffice", "WPS", "Pages"],
)
def test_the_same_report_by_any_maker(made: bytes) -> None:
    grid = reader.read(made)
    assert seen(grid) == ["รายงาน", "๑. มาตรการ", [["ก", "ข"]], "ภาพ"]
    assert [each.heading for each in grid.paragraphs()] == [1, 0, 0]
    assert [each.data for each in grid.pictures()] == [PNG]
    assert grid.notes == ()


def test_strict_files_with_all_that_has_names_of_its_own() -> None:
    body = (
        p("ก", box(p("กล่อง")), item=(1, 0)),
        p(field("PAGE", "1"), "ข", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
    )
    grid = reader.read(docx(*body, numbers=LISTS, strict=True))
    assert [(each.kind, each.words) for each in grid.paragraphs(Kind.BODY, Kind.BOX)] == [
        (Kind.BODY, "๑. ก"),
        (Kind.BOX, "กล่อง"),
        (Kind.BODY, "ขx"),
    ]


def test_any_prefix_serves() -> None:
    main = f'<d:document xmlns:d="{W}"><d:body><d:p><d:r><d:t>ก</d:t></d:r></d:p></d:body></d:document>'
    assert seen(reader.read(docx(parts={"word/document.xml": main}))) == ["ก"]


def test_a_branch_of_an_unknown_kind_or_without_anything_gives_way_to_the_one_for_all() -> None:
    unknown = "<mc:AlternateContent xmlns:z='urn:unknown'><mc:Choice Requires='z'>{}</mc:Choice>"
    empty = "<mc:AlternateContent><mc:Choice Requires='wps'><w:r/></mc:Choice>"
    otherwise = "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('เก่า')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    body = (
        p(unknown.format(r("ใหม่")) + otherwise.format(r("สำรอง"))),
        unknown.format(p("ใหม่")) + otherwise.format(p("สำรองทั้งย่อหน้า")),
        p(r("ก") + empty + otherwise.format(r(old))),
    )
    assert seen(reader.read(docx(*body))) == ["สำรอง", "สำรองทั้งย่อหน้า", "ก", "เก่า"]
