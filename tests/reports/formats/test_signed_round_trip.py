"""Report, signed PDF, another portal's empty database, report: the same document and the same text on paper."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounts.models import Agency
from accounts.permissions import Role
from audit.models import AuditHead
from document import ReportDocument, canonical, from_json, to_data
from document.readers import text
from files import store
from measures.models import Measure, Plan, State
from pades.fields import Field, fields_of
from paper import archive
from paper import report_pdf as writer
from paper.paper import Paper
from reports.compiling.adopt import adopt
from reports.compiling.agency_paper import paper_of
from reports.compiling.assemble import assemble
from reports.compiling.edition import latest
from reports.formats import pdf_reader as reader
from reports.models import Edition, Signing
from reports.review import decision, submission
from reports.review.people.submitter import submitter_in
from reports.signing import sign as signing
from tests.document import samples
from tests.paper.readback import pdfium, poppler_raw
from tests.reports.office import NOW, Office, approve
from workflow import Overtaken

NAME = "องค์การบริหารส่วนตำบลจำปา"
FIELDS = ["Reporter", "Approver"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    """The sample's own agency with its report taken over, ready to be submitted."""
    plan = adopt(text.read(samples.SEED).document).report.plan
    Measure.objects.filter(plan=plan).update(state=State.TAKEN)
    Agency.objects.filter(pk=plan.agency_id).update(digits="thai", letterhead="ที่ว่าการ")
    made = Office(plan, Agency.objects.get(pk=plan.agency_id))
    made.person("mana", Role.COORDINATOR)
    made.name_approver(made.person("somsak", Role.APPROVER, post="ปลัด"), capacity="acting", acting_for="นายก")
    return made


def sign(office: Office) -> Signing:
    """Submits, approves and signs."""
    made = office.submit(office.the(Role.COORDINATOR))
    approve(made, office.the(Role.APPROVER))
    signing.sign_round(made.pk, now=datetime.now(UTC))
    return Signing.objects.get(round=made)


def export(target: Path, *options: str) -> bytes:
    call_command("export_report", "--agency", NAME, "--year", "2566", str(target), *options)
    return target.read_bytes()


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        call_command(*arguments)
    return capsys.readouterr().err


def stored() -> ReportDocument:
    """The report of the only plan, as a submission would freeze it."""
    plan = Plan.objects.get()
    return from_json(to_data(assemble(plan, latest(plan))))


def test_what_is_frozen_holds_document_origin_and_two_empty_fields(office: Office) -> None:
    head = AuditHead.objects.get()
    made = office.submit(office.the(Role.COORDINATOR))
    body = store.get(made.pdf_digest)
    assert archive.attached(body, archive.REPORT, limit=10**6) == made.document.encode()
    assert fields_of(body) == [Field(name, filled=False) for name in FIELDS]
    origin = (archive.attached(body, archive.PROVENANCE, limit=10**6) or b"").decode()
    kept = f'"audit_head":{{"format":"ita-audit-head-1","hash":"{head.hash}","seq":{head.seq}}}'
    assert kept in origin, "the head before the submission"
    assert f'"code":"{made.code}"' in origin
    assert '"edition":1' in origin
    assert '"round":1' in origin
    assert f'"sha256":"{made.digest}"' in origin
    assert f'"made_at":"{NOW.isoformat()}"' in origin
    assert '"form":{"digits":"thai","letterhead":"ที่ว่าการ","orientation":"landscape"}' in origin


def test_a_second_round_is_named_as_such(office: Office) -> None:
    first = office.submit(office.the(Role.COORDINATOR))
    decision.decide(round=first, move="return", by=office.the(Role.APPROVER), now=NOW, comment="แก้")
    second = office.submit(office.the(Role.COORDINATOR))
    origin = archive.attached(store.get(second.pdf_digest), archive.PROVENANCE, limit=10**6) or b""
    assert b'"round":2' in origin


@pytest.mark.usefixtures("quick_paper")
def test_a_round_that_would_bear_anothers_number_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze = submission.freeze
    recalled: list[int] = []

    def another_round_meanwhile(ready: submission.Prepared, *, now: datetime) -> submission.Frozen:
        frozen = freeze(ready, now=now)
        if not recalled:
            recalled.append(1)
            first = office.submit(office.the(Role.COORDINATOR))
            decision.decide(round=first, move="recall", by=office.the(Role.COORDINATOR), now=now, comment="")
        return frozen

    monkeypatch.setattr(submission, "freeze", another_round_meanwhile)
    with pytest.raises(Overtaken):
        office.submit(office.the(Role.COORDINATOR))
    assert Edition.objects.get().rounds.count() == 1


def test_the_key_that_would_sign_marks_every_sheet(office: Office, settings: Settings) -> None:
    assert paper_of(office.agency, draft=False).demo
    settings.SIGNING_DEMO = False
    assert not paper_of(office.agency, draft=False).demo


def test_the_signed_file_is_exported_byte_for_byte(office: Office, tmp_path: Path) -> None:
    signed = sign(office)
    body = export(tmp_path / "out.pdf", "--signed")
    assert hashlib.sha256(body).hexdigest() == signed.pdf_digest
    assert body.startswith(store.get(signed.round.pdf_digest)), "signatures are only appended"


def test_there_is_nothing_to_export_before_it_is_signed(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("export_report", "--agency", NAME, "--year", "2566", "--signed")
    approve(office.submit(office.the(Role.COORDINATOR)), office.the(Role.APPROVER))
    assert "ยังไม่มีฉบับที่ลงนามแล้ว" in refused(capsys, *command, str(tmp_path / "out.pdf"))
    assert "โปรดตั้งชื่อแฟ้มให้ลงท้ายด้วย .pdf" in refused(capsys, *command, str(tmp_path / "out.json"))
    assert list(tmp_path.glob("out*")) == []


def test_a_damaged_file_is_not_exported(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.path_of(sign(office).pdf_digest).write_bytes(b"%PDF")
    out = str(tmp_path / "out.pdf")
    said = refused(capsys, "export_report", "--agency", NAME, "--year", "2566", out, "--signed")
    assert "เสียหายหรือหายไป" in said


@pytest.mark.django_db(transaction=True)
def test_a_signed_report_goes_into_an_empty_portal_and_comes_out_the_same(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = sign(office)
    body = export(tmp_path / "signed.pdf", "--signed")
    before, code, submitter = signed.round.read(), signed.round.code, submitter_in(signed.round)
    call_command("flush", interactive=False, verbosity=0)
    assert Agency.objects.count() == 0
    capsys.readouterr()

    call_command("import_report", str(tmp_path / "signed.pdf"))
    said = capsys.readouterr()
    assert said.out.splitlines() == [f"นำเข้าแล้ว: {NAME} ปี 2566 3 มาตรการ"]
    assert "ไฟล์ไม่ถูกแก้ไขหลังลงนาม แต่ระบบนี้ไม่รู้จักใบรับรองที่ลงนาม" in said.err
    assert canonical(stored()) == canonical(before)
    assert reader.read(body).document == before

    paper = Paper(digits="thai", letterhead="ที่ว่าการ", code=code, portal="https://127.0.0.1", seal=True, demo=True)
    again = writer.write(stored(), replace(paper, submitter=submitter))
    for read in (poppler_raw, pdfium):
        assert host_aside(read(again)) == host_aside(read(body))


def host_aside(printed: str) -> str:
    """Where it is checked is the portal's, not the report's."""
    return re.sub(r"\S+/v/", "/v/", printed)


def test_a_pdf_is_converted_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = text.read(samples.SEED).document
    (tmp_path / "in.pdf").write_bytes(writer.write(document, Paper()))
    call_command("convert_report", str(tmp_path / "in.pdf"), str(tmp_path / "out.json"))
    assert capsys.readouterr().out == "ไฟล์นี้ไม่มีลายมือชื่อดิจิทัล\n"
    call_command("convert_report", str(tmp_path / "out.json"), str(tmp_path / "again.pdf"))
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "in.pdf").read_bytes()
