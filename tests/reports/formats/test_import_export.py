"""The commands that take a report in and write one out: Thai messages, exit status 1, nothing half done."""

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import call_command

from accounts.models import Agency
from document.readers import json as json_reader
from document.readers import text as text_reader
from measures.models import Measure, Plan
from tests.document.corpus.recipes import word_local
from tests.document.samples import DATA, report, row

NAME = "องค์การบริหารส่วนตำบลจำปา"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        call_command(*arguments)
    assert stop.value.code == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


@pytest.mark.django_db
def test_an_import_says_what_it_did_and_what_it_doubts(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_report", str(DATA / "report-2566.txt"))
    said = capsys.readouterr()
    assert said.out == f"นำเข้าแล้ว: {NAME} ปี 2566 3 มาตรการ\n"
    assert len(said.err.splitlines()) == 6
    assert "พิมพ์ว่า ข้อ 11 อ่านเป็น I11 แต่ถ้อยคำเป็นของข้อ I1 ของปี 2566 ท่านหมายถึงข้อนั้นหรือไม่" in said.err


@pytest.mark.django_db
def test_a_dry_run_stores_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_report", str(DATA / "report-2566.txt"), "--dry-run")
    assert capsys.readouterr().out.startswith("ตรวจแล้ว ยังไม่ได้บันทึก")
    assert (Agency.objects.count(), Plan.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_agency_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_report", str(DATA / "report-2566.txt"), "--agency", "องค์การบริหารส่วนตำบลอื่น")
    assert [agency.name for agency in Agency.objects.all()] == ["องค์การบริหารส่วนตำบลอื่น"]
    assert "อ่านชื่อหน่วยงาน" not in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("empty.txt", b"", "ว่าง"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        ("report.pptx", b"PK", "นามสกุล"),
        ("report.docx", b"PK", "Word (.docx) ที่เสียหายหรือถูกตัด"),
        ("broken.json", b"{", "JSON"),
    ],
)
def test_a_file_that_is_no_report_is_refused_and_nothing_is_stored(
    name: str, body: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(body)
    assert words in refused(capsys, "import_report", str(tmp_path / name))
    assert (Agency.objects.count(), Measure.objects.count()) == (0, 0)


NAMELESS = report(
    row(actions="จัดทำคู่มือ"),
    title="รายงานผลการดำเนินการ",
    opening="ตามที่ได้ดำเนินการ",
    closing="ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่าง ว/ด/ป -",
)


@pytest.mark.django_db
def test_a_file_that_names_no_agency_is_read_and_taken_in_under_the_name_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(NAMELESS)
    call_command("import_report", str(file), "--year", "2566", "--dry-run")
    said = capsys.readouterr()
    assert said.out == "ตรวจแล้ว ยังไม่ได้บันทึก: ไม่พบชื่อหน่วยงาน ปี 2566 1 มาตรการ\n"
    assert "ไม่พบชื่อหน่วยงานในไฟล์ โปรดระบุ" in said.err
    said_again = refused(capsys, "import_report", str(file), "--year", "2566")
    assert said_again.splitlines()[-1] == "หน่วยงาน: ไม่พบชื่อหน่วยงานในแฟ้ม โปรดระบุด้วย --agency"
    assert (Agency.objects.count(), Plan.objects.count()) == (0, 0)
    call_command("import_report", str(file), "--year", "2566", "--agency", NAME)
    assert [(plan.agency.name, plan.year, plan.assessed_year) for plan in Plan.objects.all()] == [(NAME, 2566, 2565)]


@pytest.mark.django_db
def test_a_year_is_asked_for_where_the_file_says_none_and_counts_only_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(NAMELESS)
    assert "โปรดระบุปี" in refused(capsys, "import_report", str(file), "--agency", NAME)
    assert "ปี" in refused(capsys, "import_report", str(file), "--agency", NAME, "--year", "66")
    assert Plan.objects.count() == 0
    call_command("import_report", str(DATA / "report-2566.txt"), "--year", "2569")
    assert [plan.year for plan in Plan.objects.all()] == [2566]


@pytest.mark.django_db
def test_a_word_files_doubts_are_said_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(word_local.NUMBERED.make())
    call_command("import_report", str(file), "--dry-run")
    said = capsys.readouterr()
    assert said.out == "ตรวจแล้ว ยังไม่ได้บันทึก: เทศบาลตำบลบ้านแหลม ปี 2567 3 มาตรการ\n"
    assert "ควรดู ตารางที่ 1 หัวตาราง: หัวตารางต่างจากแบบรายงาน" in said.err


@pytest.mark.django_db
def test_a_second_import_of_the_same_year_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_report", str(DATA / "report-2566.txt"))
    assert "มีแผนปี 2566 อยู่แล้ว" in refused(capsys, "import_report", str(DATA / "report-2566.txt"))
    assert Measure.objects.count() == 3


@pytest.mark.django_db
def test_what_was_imported_is_exported_the_same(tmp_path: Path) -> None:
    call_command("import_report", str(DATA / "report-2566.txt"))
    for form, read in (("json", json_reader.read), ("txt", text_reader.read)):
        out = tmp_path / f"out.{form}"
        call_command("export_report", "--agency", NAME, "--year", "2566", str(out))
        read_back = read(out.read_bytes(), agency=NAME).document
        written = text_reader.read((DATA / "report-2566.txt").read_bytes()).document
        # The reporter's post, which the report didn't say, is that of their record among those who answer for measures.
        reporter = replace(written.reporter, position="นักวิเคราะห์นโยบายและแผนปฏิบัติการ")
        assert read_back == replace(written, reporter=reporter)
    golden = json.loads((DATA / "report-2566.json").read_text("utf-8"))
    exported = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert {key: exported[key] for key in ("schema", "kind", "agency", "title", "opening")} == {
        key: golden[key] for key in ("schema", "kind", "agency", "title", "opening")
    }


@pytest.mark.django_db
def test_the_pdf_of_a_draft_says_that_it_is_one_in_the_agencys_orientation(tmp_path: Path) -> None:
    call_command("import_report", str(DATA / "report-2566.txt"))
    Agency.objects.update(orientation=Agency.Orientation.PORTRAIT)
    call_command("export_report", "--agency", NAME, "--year", "2566", str(tmp_path / "out.pdf"))
    pages = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert ["ร่าง" in page.get_textpage().get_text_range() for page in pages] == [True] * len(pages)
    width, height = pages[0].get_size()
    assert width < height
    pages.close()


@pytest.mark.django_db
def test_a_report_of_a_year_of_which_only_one_tools_list_is_known_goes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_catalogue")
    opening = "ตามที่ได้วิเคราะห์ ปีงบประมาณ 2568 และจัดทำมาตรการ ในปีงบประมาณ 2569"
    closing = "ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่างเทศบาลตำบลทุ่งสาย ว/ด/ป 3 ตุลาคม 2569"
    codes = ("E13", "I 3", "O26")
    rows = [row(measure=f"มาตรการข้อ {code} ข้อคำถาม : 1. ทำ (อ้างอิงจาก O26)") for code in codes]
    (tmp_path / "2569.txt").write_bytes(report(*rows, opening=opening, closing=closing))
    call_command("import_report", str(tmp_path / "2569.txt"))
    assert "ยังไม่มีรายการข้อคำถาม IIT และ EIT ปี 2568 และปี 2569 ให้ตรวจรหัส" in capsys.readouterr().err
    stored = [(each.code, each.indicator and each.indicator.year) for each in Measure.objects.order_by("position")]
    assert stored == [("E13", None), ("I3", None), ("O26", 2568)]


@pytest.mark.django_db
def test_an_export_of_nothing_or_to_nowhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.json")
    assert "ไม่พบหน่วยงานนี้" in refused(capsys, "export_report", "--agency", NAME, "--year", "2566", out)
    call_command("import_report", str(DATA / "report-2566.txt"))
    capsys.readouterr()
    for agency, year, target in ((NAME, "2567", out), (NAME, "2566", str(tmp_path / "x.xyz"))):
        refused(capsys, "export_report", "--agency", agency, "--year", year, target)
    nowhere = str(tmp_path / "nowhere" / "out.json")
    assert "เขียนแฟ้มไม่ได้" in refused(capsys, "export_report", "--agency", NAME, "--year", "2566", nowhere)
    assert list(tmp_path.iterdir()) == []
