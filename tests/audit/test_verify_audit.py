"""The command: a Thai verdict, an exit status for each kind of answer, and a head that can be kept elsewhere."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from audit.heads import Head, read_head
from audit.models import AuditEvent
from audit.verify import SHOWN
from tests.audit import forging
from tests.audit.making import recorded

pytestmark = pytest.mark.django_db

Output = tuple[int, list[str], list[str]]


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Output:
        """Exit status, lines of standard output and of standard error."""
        status = 0
        try:
            call_command("verify_audit", *map(str, arguments))
        except SystemExit as end:
            assert isinstance(end.code, int)
            status = end.code
        out, err = self.capsys.readouterr()
        return status, out.splitlines(), err.splitlines()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def test_a_whole_chain_is_said_to_be_whole_and_what_that_proves(run: Run) -> None:
    last = recorded(3)[-1]
    status, out, err = run()
    assert (status, err) == (0, [])
    assert out == [
        "บันทึกครบถ้วน ไม่มีรายการใดถูกแก้หรือหายไป (ตรวจแล้ว 3 รายการ)",
        f"ค่ายืนยันท้ายบันทึก: ลำดับที่ 3 รหัส {last.hash}",
        "ผลนี้พิสูจน์ว่าไม่มีการแก้ ลบ ตัดท้าย สลับ หรือแทรกเฉพาะบางรายการ แต่ไม่พิสูจน์ว่าไม่ถูกเขียนขึ้นใหม่ทั้งหมด "
        "(ต้องเทียบกับค่ายืนยันที่เก็บไว้นอกระบบด้วย --against) และไม่รับรองว่าสิ่งที่บันทึกไว้เป็นความจริง",
    ]


def test_a_broken_chain_is_said_to_be_broken_and_where(run: Run) -> None:
    recorded(9)
    forging.edit(1, actor=8)
    forging.delete(3)
    forging.swap(5, 7)
    forging.delete(9)
    status, out, err = run()
    assert (status, err) == (1, [])
    assert out[:6] == [
        "บันทึกไม่ครบถ้วน พบความผิดปกติ 5 แห่ง (ตรวจแล้ว 7 รายการ)",
        "- ลำดับที่ 1: เนื้อหาถูกแก้หลังจากบันทึกแล้ว",
        "- ลำดับที่ 3: หายไป",
        "- ลำดับที่ 5: ถูกย้ายหรือสลับที่ เดิมอยู่ลำดับที่ 7",
        "- ลำดับที่ 7: ถูกย้ายหรือสลับที่ เดิมอยู่ลำดับที่ 5",
        "- ลำดับที่ 9: ถูกตัดหายไปจากท้ายบันทึก",
    ]
    assert out[-1] == ("ผลนี้พิสูจน์ว่าบันทึกในฐานข้อมูลถูกเปลี่ยนนอกระบบ แต่ไม่บอกว่าใครเปลี่ยน และไม่อาจกู้เนื้อหาเดิมคืน")


def test_a_range_is_told_as_a_range_and_large_numbers_have_commas(run: Run) -> None:
    recorded(3)
    forging.sql("UPDATE audit_head SET seq = 1284")
    assert run()[1][1] == "- ลำดับที่ 4–1,284: ถูกตัดหายไปจากท้ายบันทึก"


def test_many_findings_are_not_all_told(run: Run) -> None:
    recorded(SHOWN + 3)
    for seq in range(1, SHOWN + 4):
        forging.edit(seq, actor=8)
    out = run()[1]
    assert [line.startswith("- ลำดับที่ ") for line in out[1 : SHOWN + 1]] == [True] * SHOWN
    assert out[SHOWN + 1] == "- และอีก 3 แห่ง"


def test_a_head_is_kept_and_the_grown_chain_held_to_it(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    last = recorded(2)[-1]
    status, out, _ = run("--write-head", kept)
    assert (status, out[-1]) == (0, f"เก็บค่ายืนยันของลำดับที่ 2 ไว้ที่ {kept} แล้ว")
    assert read_head(kept) == Head(2, last.hash)
    recorded(1)
    status, out, _ = run("--against", kept)
    assert (status, out[0]) == (0, "บันทึกครบถ้วน ไม่มีรายการใดถูกแก้หรือหายไป (ตรวจแล้ว 3 รายการ)")
    assert out[-1].startswith("ผลนี้พิสูจน์ว่ารายการถึงลำดับที่ 2 เป็นชุดเดียวกับเมื่อเก็บค่ายืนยันไว้")


def test_a_chain_rewritten_whole_is_found_with_a_kept_head(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    recorded(3)
    run("--write-head", kept)
    forging.rewrite_all_from(2, actor=8)
    assert run()[0] == 0
    status, out, _ = run("--against", kept)
    assert (status, out[1]) == (1, "- ลำดับที่ 3 หรือก่อนหน้า: ถูกเขียนขึ้นใหม่ ไม่ตรงกับค่ายืนยันที่เก็บไว้")


def test_a_kept_head_moves_on_only_after_the_chain_was_held_to_it(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    recorded(1)
    run("--write-head", kept)
    recorded(1)
    status, out, err = run("--write-head", kept)
    assert (status, out) == (2, [])
    assert err == [f"มีแฟ้ม {kept} อยู่แล้ว จะแทนที่ได้เมื่อเทียบกับแฟ้มนั้นก่อน: เพิ่ม --against {kept}"]
    assert read_head(kept).seq == 1
    assert run("--against", kept, "--write-head", kept)[0] == 0
    assert read_head(kept).seq == 2


def test_a_report_that_carries_a_head_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "provenance.json"
    last = recorded(1)[-1]
    carried = json.dumps({"format": "x", "audit_head": {"format": "ita-audit-head-1", "seq": 1, "hash": last.hash}})
    file.write_text(carried)
    assert run("--against", file)[0] == 0
    status, out, err = run("--against", file, "--write-head", file)
    assert (status, out) == (2, [])
    assert err == [f"แฟ้ม {file} เป็นข้อมูลที่มาของรายงาน จะไม่ถูกเขียนทับ โปรดเก็บค่ายืนยันไว้ในแฟ้มอื่น"]
    assert file.read_text() == carried


def test_of_a_broken_chain_no_head_is_kept(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    recorded(2)
    forging.edit(1, actor=8)
    assert run("--write-head", kept)[0] == 1
    assert list(tmp_path.iterdir()) == []


GOOD = {"format": "ita-audit-head-1", "seq": 2, "hash": 64 * "a"}
BAD_CONTENTS = {
    "empty": b"",
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a list": b"[]",
    "a number": b"1",
    "truncated": json.dumps(GOOD).encode()[:-3],
    "another format": json.dumps(GOOD | {"format": "ita-audit-head-2"}).encode(),
    "no number": json.dumps({"format": GOOD["format"], "hash": GOOD["hash"]}).encode(),
    "a number below zero": json.dumps(GOOD | {"seq": -1}).encode(),
    "a truth for a number": json.dumps(GOOD | {"seq": True}).encode(),
    "a fraction": json.dumps(GOOD | {"seq": 2.0}).encode(),
    "a number of 4,400 digits": b'{"format":"ita-audit-head-1","seq":' + 4400 * b"9" + b"}",
    "a short hash": json.dumps(GOOD | {"hash": 63 * "a"}).encode(),
    "a hash in capitals": json.dumps(GOOD | {"hash": 64 * "A"}).encode(),
    "no hash": json.dumps(GOOD | {"hash": None}).encode(),
    "a report without a head": b'{"format":"ita-report-provenance-1","code":"X"}',
    "a bad head that is carried": json.dumps({"audit_head": GOOD | {"seq": -1}}).encode(),
    "a carried number": b'{"audit_head":1}',
    "nested": 4000 * b"[",
    "huge": json.dumps(GOOD).encode() + 1_000_000 * b" ",
}


@pytest.mark.parametrize("content", BAD_CONTENTS.values(), ids=BAD_CONTENTS.keys())
def test_a_file_that_holds_no_head_is_refused_in_thai(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "head.json"
    file.write_bytes(content)
    reason = (
        f"แฟ้ม {file} ไม่มีค่ายืนยันท้ายบันทึก ต้องเป็นแฟ้มที่ได้จากคำสั่ง verify_audit --write-head "
        "หรือแฟ้มข้อมูลที่มา (provenance.json) ของรายงานที่เสนอ"
    )
    assert run("--against", file) == (2, [], [reason])


@pytest.mark.parametrize("option", ["--against", "--write-head"])
def test_a_file_in_a_folder_that_is_not_there_is_refused_in_thai(run: Run, tmp_path: Path, option: str) -> None:
    recorded(1)
    file = tmp_path / "nowhere" / "head.json"
    verb = "เปิด" if option == "--against" else "เขียน"
    status, _, err = run(option, file)
    assert (status, err) == (2, [f"{verb}แฟ้ม {file} ไม่ได้: ไม่พบแฟ้มหรือโฟลเดอร์นี้"])


def test_a_folder_is_refused_in_thai(run: Run, tmp_path: Path) -> None:
    assert run("--against", tmp_path) == (2, [], [f"เปิดแฟ้ม {tmp_path} ไม่ได้: เป็นโฟลเดอร์ ไม่ใช่แฟ้ม"])


def test_a_path_through_a_file_is_refused_in_thai(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = tmp_path / "file" / "head.json"
    assert run("--against", file) == (2, [], [f"เปิดแฟ้ม {file} ไม่ได้: ไม่พบโฟลเดอร์นี้"])


@pytest.mark.parametrize("option", ["--against", "--write-head"])
def test_a_name_that_no_file_can_have_is_refused_in_thai(run: Run, tmp_path: Path, option: str) -> None:
    file = tmp_path / (300 * "x")
    assert run(option, file) == (2, [], [f"เปิดแฟ้ม {file} ไม่ได้: ชื่อแฟ้มยาวเกินไป"])


@pytest.fixture
def unreadable(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "head.json"
    file.write_text(json.dumps(GOOD))
    file.chmod(0)
    yield file
    file.chmod(0o600)


def test_a_file_without_permission_is_refused_in_thai(
    run: Run, unreadable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.access(unreadable, os.R_OK):  # root reads everything

        def refuse(path: Path, *args: object, **kwargs: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)
    assert run("--against", unreadable) == (2, [], [f"เปิดแฟ้ม {unreadable} ไม่ได้: ไม่มีสิทธิ์เข้าถึง"])


def test_a_database_that_cannot_be_read_is_no_whole_chain(run: Run) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(refuse):
        status, out, err = run()
    assert (status, out, err) == (3, [], ["อ่านบันทึกเหตุการณ์จากฐานข้อมูลไม่ได้: disk I/O error"])


def test_checking_changes_nothing(run: Run) -> None:
    recorded(2)
    before = list(AuditEvent.objects.values_list())
    run()
    assert list(AuditEvent.objects.values_list()) == before
