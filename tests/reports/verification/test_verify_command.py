"""`manage.py verify_pdf` says what the page says, and its exit status is 0 for good news alone."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from files import store
from pades.examination import sandbox
from pades.signing.level import Level
from reports.models import Decision, Edition, Signing
from reports.verification import issued
from reports.verification.verdicts import WORDS, Verdict
from tests.pades import strangers
from tests.pades.genuine import NOW, World
from tests.reports.verification.issuing import a_signed_round
from thai.dates.showing import format_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper", "installed")]


def verify(path: Path, *options: str) -> tuple[int, str]:
    """Exit status and output."""
    out = io.StringIO()
    try:
        call_command("verify_pdf", str(path), *options, stdout=out, stderr=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def verdict_of(pdf: bytes, place: Path) -> tuple[int, str]:
    """Exit status and verdict."""
    file = place / "file.pdf"
    file.write_bytes(pdf)
    status, said = verify(file, "--json")
    return status, json.loads(said)["verdict"]


def test_each_verdict_has_its_status(world: World, tmp_path: Path) -> None:
    stranger = strangers.signed_by(strangers.a_stranger(NOW), strangers.plain_pdf())
    pdf = world.files[Level.B_LTA]
    found = [verdict_of(each, tmp_path) for each in (pdf, pdf + b"x", strangers.plain_pdf(), stranger, b"")]
    assert found == [(0, "SIGNED_OK"), (1, "ALTERED"), (1, "NOT_SIGNED"), (1, "UNKNOWN_SIGNER"), (1, "UNREADABLE")]
    made = a_signed_round(pdf)
    found = []
    for state in (Edition.State.PUBLISHED, Edition.State.REPLACED, Edition.State.WITHDRAWN):
        Edition.objects.filter(pk=made.edition_id).update(state=state)
        found.append(verdict_of(pdf, tmp_path))
    assert found == [(0, "ISSUED"), (1, "SUPERSEDED"), (1, "WITHDRAWN")]


def test_the_verdict_is_said_in_thai(world: World, tmp_path: Path) -> None:
    file = tmp_path / "รายงาน.pdf"
    file.write_bytes(world.files[Level.B_T])
    status, said = verify(file)
    words = WORDS[Verdict.SIGNED_OK]
    assert status == 0
    assert said.splitlines()[:3] == [f"SIGNED_OK {words.title}", words.sentence, "ลงนามด้วยใบรับรองทดลอง ไม่มีผลทางกฎหมาย"]


def test_of_a_replaced_file_reason_date_and_the_current_code_are_said(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, current = world.files[Level.B_T], "TSTN-2566-0000-0000-0000-0000"
    made = a_signed_round(pdf, Edition.State.REPLACED)
    Decision.objects.create(
        round=made, move="replace", by=made.submitted_by, name="นายมานะ", at=NOW, comment="แก้จำนวนผู้เข้าอบรม"
    )
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf)
    ended = f"ถูกแทนที่เมื่อ {format_date(NOW)} เหตุผล: แก้จำนวนผู้เข้าอบรม"
    assert verify(file)[1].splitlines()[-3:-1] == [ended, "ฉบับปัจจุบัน: ไม่มี"]
    monkeypatch.setattr(issued, "_current", lambda edition: current)
    assert verify(file)[1].splitlines()[-3:-1] == [ended, f"ฉบับปัจจุบัน: รหัส {current}"]


def test_the_certificate_s_holder_is_said_before_the_name_that_was_written(world: World, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(world.files[Level.B_B])
    said = verify(file)[1]
    assert "Approver: DEMO champa, DEMO – ไม่มีผลทางกฎหมาย ในนามของ นายสมศักดิ์ เที่ยงธรรม" in said


@pytest.mark.parametrize("name", ["missing.pdf", ".", "a\0b"])
def test_where_there_is_no_file_nothing_is_judged(tmp_path: Path, name: str) -> None:
    status, said = verify(tmp_path / name)
    assert (status, said.startswith("เปิดไฟล์ไม่ได้")) == (2, True)


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "huge.pdf"
    with file.open("wb") as huge:
        huge.truncate(50 * sandbox.LIMIT)
    status, said = verify(file, "--json")
    assert (status, json.loads(said)["problems"]) == (3, ["too_large"])


def test_what_could_not_be_found_out_is_neither_good_nor_bad(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An examination that was stopped, a file of ours that is damaged, a database that cannot be read."""
    pdf = world.files[Level.B_T]
    with monkeypatch.context() as hurried:
        hurried.setattr(sandbox, "WAIT", 0.001)
        assert verdict_of(pdf, tmp_path) == (3, "UNREADABLE")
    damaged = store.path_of(Signing.objects.get(round=a_signed_round(pdf)).pdf_digest)
    damaged.chmod(0o600)
    damaged.write_bytes(b"x")
    assert verdict_of(pdf, tmp_path) == (3, "UNREADABLE")

    def refuse(*args: object) -> None:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(refuse):
        assert verify(tmp_path / "file.pdf") == (3, "ยังตรวจไม่ได้ อ่านฐานข้อมูลของระบบไม่ได้: disk I/O error\n")
