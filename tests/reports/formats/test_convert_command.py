"""convert_report: from file to file without a database; errors in Thai with status 1 and nothing written."""

import json
import os
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from document.readers import json as json_reader
from document.readers import text as text_reader
from reports.formats import disk
from tests.document.samples import CLOSING, GOLDEN, ROW, SEED, report, row

ROOT = Path(__file__).parents[3]
DOUBTS = 6
QUIET = report(ROW, closing=CLOSING)


def convert(source: Path, target: Path, *options: str) -> tuple[int, str]:
    """Exit status and standard error."""
    errors = StringIO()
    try:
        call_command("convert_report", str(source), str(target), *options, stderr=errors)
    except SystemExit as stop:
        return int(stop.code or 0), errors.getvalue()
    return 0, errors.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(SEED)
    return path


def test_text_becomes_json_and_the_warnings_stand_on_standard_error_and_beside_it(source: Path) -> None:
    target = source.with_name("x.json")
    status, errors = convert(source, target)
    assert (status, len(errors.splitlines())) == (0, DOUBTS)
    assert json_reader.read(target.read_bytes()).document == text_reader.read(SEED).document
    beside = source.with_name("x.json.warnings.txt").read_text()
    assert [f"ควรดู {line}" for line in beside.splitlines()] == errors.splitlines()


def test_json_becomes_text_that_is_the_same_document(source: Path) -> None:
    first, second = source.with_name("x.json"), source.with_name("y.txt")
    first.write_bytes(GOLDEN)
    assert convert(first, second)[0] == 0
    assert text_reader.read(second.read_bytes()).document == text_reader.read(SEED).document


def test_a_file_without_agency_and_year_becomes_json_by_what_is_named(source: Path) -> None:
    source.write_bytes(
        report(ROW, title="รายงาน", opening="ตามที่", closing="ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่าง ว/ด/ป -")
    )
    target = source.with_name("x.json")
    assert convert(source, target)[0] == 1
    assert not target.exists()
    status, errors = convert(source, target, "--year", "2567")
    assert status == 0
    assert "ไม่พบชื่อหน่วยงานในไฟล์ โปรดระบุ" in errors
    document = json_reader.read(target.read_bytes()).document
    assert (document.agency, document.measures_year, document.schema) == ("", 2567, 2)


@pytest.mark.parametrize(("name", "beginning"), [("x.html", b"<!DOCTYPE html>"), ("x.PDF", b"%PDF-")])
def test_pages_are_written_too(source: Path, name: str, beginning: bytes) -> None:
    target = source.with_name(name)
    assert convert(source, target)[0] == 0
    assert target.read_bytes()[: len(beginning)].lower() == beginning.lower()


def test_the_agency_given_stands_in_the_document_without_a_warning(source: Path) -> None:
    target = source.with_name("x.json")
    _, errors = convert(source, target, "--agency", "เทศบาลตำบลทุ่งสาย")
    assert json.loads(target.read_bytes())["agency"] == "เทศบาลตำบลทุ่งสาย"
    assert len(errors.splitlines()) == DOUBTS - 1


def test_without_warnings_an_old_file_of_them_goes(source: Path) -> None:
    source.write_bytes(QUIET)
    beside = source.with_name("x.json.warnings.txt")
    beside.write_text("เก่า")
    assert convert(source, source.with_name("x.json"), "--agency", "เทศบาลตำบลทุ่งสาย") == (0, "")
    assert not beside.exists()


def test_a_fact_that_the_text_form_cannot_hold_is_said(source: Path) -> None:
    data = json.loads(GOLDEN)
    data["measures"][0]["references"].pop()
    source = source.with_name("x.json")
    source.write_text(json.dumps(data))
    _, errors = convert(source, source.with_name("y.txt"))
    assert errors.splitlines()[-1][:23] == "ควรดู y.txt: แฟ้มข้อควา"


def test_a_code_that_no_list_holds_is_a_doubt_in_json_which_the_text_form_cannot_hold(source: Path) -> None:
    source = source.with_name("x.json")
    source.write_bytes(GOLDEN.replace(b'"E13"', b'"E99"'))
    status, errors = convert(source, source.with_name("y.txt"))
    assert status == 0
    assert "ไม่มีข้อ E99 ในรายการข้อคำถามปี 2565 และปี 2566" in errors
    assert errors.splitlines()[-1][:23] == "ควรดู y.txt: แฟ้มข้อควา"


@pytest.mark.parametrize(
    ("data", "first_line"),
    [
        (b"", "แฟ้ม: ว่างเปล่า ไม่มีข้อความรายงาน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ"),
        (b"%PDF-1.7", "แฟ้ม: เป็นแฟ้ม PDF ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่"),
        (SEED[:9001], "แฟ้ม: ถูกตัดกลางตัวอักษรสุดท้าย (UTF-8) โปรดบันทึกใหม่ให้ครบ"),
    ],
    ids=["empty", "pdf", "cut"],
)
def test_bad_input_is_refused_with_status_1_and_nothing_written(source: Path, data: bytes, first_line: str) -> None:
    source.write_bytes(data)
    status, errors = convert(source, source.with_name("x.json"))
    assert (status, errors.splitlines()) == (1, ["แปลงแฟ้มไม่ได้", first_line])
    assert [path.name for path in source.parent.iterdir()] == ["report.txt"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SEED + SEED, "ควรดู บรรทัดที่ 25: พบชื่อรายงานซ้ำหลังส่วนท้ายรายงาน จึงอ่านถึงตรงนี้"),
        (SEED.replace(b"E13", b"E99", 1), "ควรดู มาตรการที่ 2 (ข้อ E99): ไม่มีข้อ E99 ในรายการข้อคำถามปี 2565 และปี 2566"),
        (
            report(row(actions="1 มิถุนายน 2566 และ 31 มิถุนายน 2566")),
            "ควรดู ตารางที่ 1 แถวที่ 2 ช่องที่ 2 (บรรทัดที่ 6) การดำเนินการ: “31 มิถุนายน 2566” เดือนมิถุนายนมี 30 วัน",
        ),
    ],
    ids=["two", "code", "date"],
)
def test_what_is_doubtful_is_converted_and_said_with_its_place(source: Path, data: bytes, said: str) -> None:
    source.write_bytes(data)
    status, errors = convert(source, source.with_name("x.json"))
    assert status == 0
    assert any(line.startswith(said) for line in errors.splitlines())


def test_an_old_output_survives_a_refused_input(source: Path) -> None:
    target = source.with_name("x.json")
    target.write_text("เดิม")
    source.write_bytes(b"")
    assert convert(source, target)[0] == 1
    assert target.read_text() == "เดิม"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("report.doc", "x.json"),
        ("report.txt", "x.doc"),
        ("none.txt", "x.json"),
        ("report.txt", "none/x.json"),
        ("report.txt", "report.txt"),
        ("folder.txt", "x.json"),
    ],
)
def test_files_that_cannot_be_read_or_written_are_refused(source: Path, first: str, second: str) -> None:
    source.with_name("report.doc").write_bytes(SEED)
    source.with_name("folder.txt").mkdir()
    status, errors = convert(source.parent / first, source.parent / second)
    assert (status, errors.splitlines()[0]) == (1, "แปลงแฟ้มไม่ได้")
    assert sorted(path.name for path in source.parent.iterdir()) == ["folder.txt", "report.doc", "report.txt"]
    assert source.read_bytes() == SEED


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ก" * 200 + ".json", "ชื่อแฟ้มยาวเกินไป"),
        ("x\0.json", "ชื่อแฟ้มมีอักขระที่ใช้ไม่ได้"),
        ("none/x.json", "ไม่พบแฟ้มหรือโฟลเดอร์นี้"),
        ("report.txt/x.json", "ไม่พบโฟลเดอร์นี้"),
        ("folder.json", "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม"),
        ("loop/x.json", "ทางลัดของแฟ้มวนกลับมาที่เดิม"),
    ],
)
def test_a_name_that_no_file_can_have_is_refused_with_the_reason(source: Path, name: str, reason: str) -> None:
    source.with_name("folder.json").mkdir()
    source.with_name("loop").symlink_to("loop")
    before = sorted(path.name for path in source.parent.iterdir())
    status, errors = convert(source, source.parent / name)
    assert (status, errors.splitlines()[0]) == (1, "แปลงแฟ้มไม่ได้")
    assert errors.splitlines()[1].endswith(f": เขียนแฟ้มไม่ได้ {reason}")
    assert sorted(path.name for path in source.parent.iterdir()) == before


@pytest.mark.parametrize("letters", range(237, 256))
def test_a_name_as_long_as_a_name_can_be_leaves_room_for_the_warnings(source: Path, letters: int) -> None:
    """At a border of letters, with the extension, and for no two targets alike."""
    name, other = (("ที่" * 85).encode()[: letters - 6].decode(errors="ignore") + f"{n}.json" for n in (1, 2))
    targets = [source.with_name(each) for each in (name, other)]
    for target in targets:
        status, errors = convert(source, target)
        assert (status, len(errors.splitlines())) == (0, DOUBTS)
        beside = disk.warnings_beside(target)
        assert len(os.fsencode(beside.name)) <= 255
        assert beside.name.endswith(".json.warnings.txt")
        assert beside.read_text().splitlines() == [line.removeprefix("ควรดู ") for line in errors.splitlines()]
        stem = beside.name.removesuffix(".json.warnings.txt").partition("~")[0].rstrip("1")
        assert stem.endswith("ที่") or beside.name == f"{target.name}.warnings.txt"
    assert disk.warnings_beside(targets[0]) != disk.warnings_beside(targets[1])
    source.write_bytes(QUIET)
    assert convert(source, targets[0], "--agency", "เทศบาลตำบลทุ่งสาย") == (0, "")
    assert not disk.warnings_beside(targets[0]).exists()


def test_the_warnings_do_not_take_the_place_of_the_source(source: Path) -> None:
    """Nor is it deleted where there are none."""
    for data in (SEED, QUIET):
        taken = source.with_name("x.txt.warnings.txt")
        taken.write_bytes(data)
        status, errors = convert(taken, source.with_name("x.txt"), "--agency", "เทศบาลตำบลทุ่งสาย")
        assert (status, errors.splitlines()[0]) == (1, "แปลงแฟ้มไม่ได้")
        assert errors.splitlines()[1] == "x.txt: คำเตือนจะเขียนทับแฟ้มต้นทาง x.txt.warnings.txt โปรดตั้งชื่ออื่น"
        assert taken.read_bytes() == data
        assert not source.with_name("x.txt").exists()


@pytest.mark.parametrize("before", [None, b"before"])
@pytest.mark.parametrize("data", [SEED, QUIET])
def test_where_the_warnings_cannot_be_written_the_report_is_as_it_was(
    source: Path, data: bytes, before: bytes | None
) -> None:
    source.write_bytes(data)
    target = source.with_name("x.json")
    if before is not None:
        target.write_bytes(before)
    source.with_name("x.json.warnings.txt").mkdir()
    status, errors = convert(source, target, "--agency", "เทศบาลตำบลทุ่งสาย")
    assert (status, errors.splitlines()[0]) == (1, "แปลงแฟ้มไม่ได้")
    assert "x.json.warnings.txt: " in errors
    assert disk.present(target) == before


def test_a_name_that_is_no_text_is_written_all_the_same(source: Path) -> None:
    """An old disk has names in another encoding; the warning that names the file spells such bytes out."""
    source.write_bytes(GOLDEN.replace(b'"E13"', b'"E99"'))
    source = source.rename(source.with_name("x\udca1.json"))
    status, _ = convert(source, source.with_name("y\udca1.txt"))
    assert status == 0
    assert "y\\udca1.txt: แฟ้มข้อความเก็บข้อมูล" in source.with_name("y\udca1.txt.warnings.txt").read_text()


def test_a_converted_file_is_as_readable_as_any_new_file(source: Path) -> None:
    target, other = source.with_name("x.json"), source.with_name("other")
    other.touch()
    convert(source, target)
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_the_command_line_needs_no_database_and_prints_no_traceback(source: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    command = [sys.executable, str(ROOT / "manage.py"), "convert_report"]

    def run(target: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*command, str(source), str(source.with_name(target))], env=environment, capture_output=True, check=False
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    status, output, errors = run("x.json")
    assert (status, output, len(errors.splitlines())) == (0, "", DOUBTS)
    source.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run("y.json") == (1, "", "แปลงแฟ้มไม่ได้\nแฟ้ม: เป็นภาพ PNG ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่\n")
