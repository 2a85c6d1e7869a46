"""The file for the archive: both standards' marks, structure that can be read aloud, and its own data inside."""

import io
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from PIL import ImageOps

from document import canonical, digest
from paper import archive, typeset
from paper import report_pdf as writer
from paper.archive import Attachment
from paper.paper import Paper
from tests.paper.readback import page
from tests.reports.frozen import CODE, HEAD, NOW, PAPER, PORTAL, SUBMITTER, frozen, provenance, seed

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SEED = seed()


@cache
def frozen_seed() -> bytes:
    """The file of these tests: not made by those who only collect them."""
    return frozen(SEED)


@pytest.fixture
def document() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(frozen_seed())) as opened:
        yield opened


def elements(document: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Object]:
    """The elements of the structure of some kinds."""
    found = (each for each in document.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in found if each.get("/Type") == "/StructElem" and str(each.S) in kinds]


def test_one_rdf_carries_the_marks_of_both_standards(document: pikepdf.Pdf) -> None:
    metadata = document.Root.Metadata.read_bytes()
    assert metadata in frozen_seed(), "packed, programs that know nothing of PDF could not read it"
    root = ElementTree.fromstring(metadata)
    (rdf,) = root.iter(f"{RDF}RDF")
    marks = {
        f"{name.partition('}')[0]}}}{name.partition('}')[2]}": value
        for each in rdf
        for name, value in [*each.attrib.items(), *((child.tag, child.text) for child in each)]
    }
    assert marks["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert marks["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert marks["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert marks["{http://ns.adobe.com/xap/1.0/}CreateDate"] == NOW.isoformat()


def test_title_language_and_date_are_set(document: pikepdf.Pdf) -> None:
    assert str(document.Root.Lang) == "th"
    assert str(document.docinfo["/Title"]) == f"{SEED.title} {SEED.agency}"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/CreationDate"]) == NOW.strftime("D:%Y%m%d%H%M%S+00'00'")


def test_every_head_of_a_column_says_that_it_is_one(document: pikepdf.Pdf) -> None:
    heads = elements(document, "/TH")
    assert [str(each.A.Scope) for each in heads] == ["/Column"] * 4


def test_every_cell_leads_to_its_heads_by_a_name_that_the_document_lists(document: pikepdf.Pdf) -> None:
    names = document.Root.StructTreeRoot.IDTree.Names
    listed = dict(zip(map(bytes, names[::2]), names[1::2], strict=True))
    assert list(listed) == sorted(listed)
    cells = elements(document, "/TD")
    assert len(cells) > 4
    for cell in cells:
        (head,) = cell.A.Headers
        assert str(listed[bytes(head)].S) == "/TH"


def test_no_heading_or_paragraph_stands_inside_its_like(document: pikepdf.Pdf) -> None:
    found = elements(document, "/P", "/H1", "/H2")
    assert [str(each.S) for each in found if each.P.S == each.S] == []
    assert [str(each.S) for each in found if str(each.S) != "/P"] == ["/H1", "/H2", "/H2"]


def test_the_qr_code_is_described_and_its_place_is_where_it_is_drawn(document: pikepdf.Pdf) -> None:
    (figure,) = elements(document, "/Figure")
    assert str(figure.Alt) == f"คิวอาร์โค้ดไปยังหน้าตรวจสอบรายงานฉบับนี้ {PORTAL}/v/{CODE}/"
    left, foot, right, top = map(float, figure.A.BBox)
    assert (right - left, top - foot) == pytest.approx((85.04, 85.04), abs=0.02), "3 cm"
    with pypdfium2.PdfDocument(frozen_seed()) as drawn:
        page = drawn[len(drawn) - 1]
        picture = page.render(scale=4).to_pil().convert("L")
        box = [round(each * 4) for each in (left, page.get_height() - top, right, page.get_height() - foot)]
    inside = ImageOps.invert(picture.crop((box[0], box[1], box[2], box[3]))).getbbox()
    quiet = 4 * 85.04 * 4 / (33 + 8)
    assert inside == pytest.approx((quiet, quiet, 340 - quiet, 340 - quiet), abs=2)


def test_bookmarks_lead_to_each_measure_and_block(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        (title,) = outline.root
        assert title.title == f"{SEED.title} ประจำปีงบประมาณ พ.ศ. {SEED.measures_year} {SEED.agency}"
        assert [each.title for each in title.children] == [
            *(measure.heading for measure in SEED.measures),
            "ปัญหา/อุปสรรค :",
            "ข้อเสนอแนะ :",
        ]


def test_the_report_inside_is_the_document_and_nothing_else() -> None:
    inside = archive.attached(frozen_seed(), archive.REPORT, limit=10**6)
    assert inside == canonical(SEED)


def test_the_provenance_beside_it_says_where_the_file_comes_from() -> None:
    inside = archive.attached(frozen_seed(), archive.PROVENANCE, limit=10**6)
    assert inside == provenance(SEED, PAPER).data()
    assert json.loads(inside) == {
        "schema": "ita-provenance-1",
        "code": CODE,
        "edition": 1,
        "round": 2,
        "report": {"file": "report.json", "sha256": digest(SEED)},
        "made_at": NOW.isoformat(),
        "check": f"{PORTAL}/v/{CODE}/",
        "form": {"orientation": "landscape", "digits": "as_written", "letterhead": ""},
        "demo": True,
        "seal": True,
        "submitter": {"name": SUBMITTER.name, "post": SUBMITTER.post, "on": "2023-10-03"},
        "evidence": [],
        "audit_head": HEAD.facts(),
    }


def test_both_are_associated_with_the_document_once_and_dated_in_utc(document: pikepdf.Pdf) -> None:
    date = NOW.strftime("D:%Y%m%d%H%M%S+00'00'")
    assert [(str(each.F), str(each.UF), str(each.AFRelationship)) for each in document.Root.AF] == [
        ("report.json", "report.json", "/Data"),
        ("provenance.json", "provenance.json", "/Supplement"),
    ]
    for each in document.Root.AF:
        file = each.EF.F
        assert (str(file.Subtype), str(file.Params.ModDate)) == ("/application/json", date)


def test_a_date_in_another_zone_is_the_same_moment_in_the_file() -> None:
    drawn = typeset.render(page("<p>น้ำ</p>"), title="x")
    inside = [Attachment("a.json", "x", b"{}", "Data")]
    bangkok = datetime.fromisoformat("2023-10-03T15:40:00+07:00")
    utc = datetime(2023, 10, 3, 8, 40, tzinfo=UTC)
    assert archive.complete(drawn, inside, made_at=bangkok) == archive.complete(drawn, inside, made_at=utc)


def test_the_same_round_gives_the_same_bytes() -> None:
    assert frozen(SEED) == frozen_seed()


def test_a_draft_holds_its_report_too_but_no_provenance() -> None:
    draft = writer.write(SEED, Paper(draft=True))
    assert archive.attached(draft, archive.REPORT, limit=10**6) == canonical(SEED)
    assert archive.attached(draft, archive.PROVENANCE, limit=10**6) is None


def test_what_is_packed_inside_is_not_unpacked_beyond_the_limit() -> None:
    size = len(canonical(SEED))
    assert archive.attached(frozen_seed(), archive.REPORT, limit=size) == canonical(SEED)
    assert archive.attached(frozen_seed(), archive.REPORT, limit=size - 1) is None


def test_a_bomb_inside_is_not_unpacked() -> None:
    with pikepdf.open(io.BytesIO(frozen_seed())) as opened:
        bomb = zlib.compress(zlib.compress(bytes(10**7)))
        opened.Root.AF[0].EF.F.write(bomb, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
        saved = io.BytesIO()
        opened.save(saved)
    assert archive.attached(saved.getvalue(), archive.REPORT, limit=1000) is None


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\x89PNG", b"PK\x03\x04" + bytes(90)], ids=["empty", "head", "png", "zip"]
)
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(archive.Unreadable):
        archive.attached(data, archive.REPORT, limit=10**6)


def test_what_was_cut_off_is_unreadable() -> None:
    with pytest.raises(archive.Unreadable):
        archive.attached(frozen_seed()[:2000], archive.REPORT, limit=10**6)
