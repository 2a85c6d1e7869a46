"""A frozen round carries the audit chain's head: whoever kept its file finds a chain that was rewritten whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from audit.heads import Head, read_head
from audit.models import AuditEvent
from audit.verify import verify
from document.readers import json as json_reader
from reports.models import Round
from reports.review import round_record
from tests.audit import forging
from tests.reports.office import Office, approve, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def person(name: str) -> User:
    return User.objects.get(username=name)


def downloaded(office: Office, client: Client, name: str) -> bytes:
    client.force_login(person("somsak"))
    response = client.get(office.url(f"rounds/1/1/{name}"))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment; ")
    return bytes(response.content)


def kept(office: Office, client: Client, folder: Path) -> Path:
    """The file that somebody took out of the portal after the first submission."""
    file = folder / "provenance.json"
    file.write_bytes(downloaded(office, client, "provenance.json"))
    return file


def test_the_head_is_that_of_just_before_the_submission(office: Office) -> None:
    made = office.submit(person("mana"))
    submission = AuditEvent.objects.get(action="edition.submit")
    assert made.head == Head(submission.seq - 1, submission.prev)
    again = office_returned(office, made)
    resubmission = AuditEvent.objects.filter(action="edition.submit").last()
    assert resubmission is not None
    assert again.head == Head(resubmission.seq - 1, resubmission.prev)


def office_returned(office: Office, made: Round) -> Round:
    decide(made, "return", person("somsak"))
    return office.submit(person("mana"))


def test_the_files_say_what_was_frozen_and_no_name(office: Office, client: Client) -> None:
    made = office.submit(person("mana"))
    document = downloaded(office, client, "report.json")
    assert hashlib.sha256(document).hexdigest() == made.digest
    assert json_reader.read(document, agency="").document == made.read()
    said = json.loads(downloaded(office, client, "provenance.json"))
    assert (said["code"], said["document_sha256"], said["pdf_sha256"]) == (made.code, made.digest, made.pdf_digest)
    assert (said["edition"], said["round"], said["year"]) == (1, 1, office.plan.year)
    assert "mana" not in json.dumps(said, ensure_ascii=False)


def test_a_chain_that_grew_continues_the_head_of_a_kept_report(
    office: Office, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = office.submit(person("mana"))
    file = kept(office, client, tmp_path)
    assert read_head(file) == made.head
    approve(made, person("somsak"))
    call_command("verify_audit", "--against", str(file))
    assert capsys.readouterr().out.startswith("บันทึกครบถ้วน")


def test_a_chain_rewritten_whole_with_its_head_is_found_by_a_kept_report(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = office_returned(office, office.submit(person("mana")))  # the chain before it has two events
    file = tmp_path / "provenance.json"
    file.write_bytes(round_record.write(last))
    forging.rewrite_all_from(1, actor=8)
    assert verify().whole  # nothing inside the database tells
    with pytest.raises(SystemExit):
        call_command("verify_audit", "--against", str(file))
    assert f"ลำดับที่ {last.audit_seq} หรือก่อนหน้า: ถูกเขียนขึ้นใหม่" in capsys.readouterr().out


def test_a_round_older_than_the_columns_carries_none_and_half_a_head_is_impossible(office: Office) -> None:
    made = office.submit(person("mana"))
    Round.objects.update(audit_seq=0, audit_hash="")
    old = Round.objects.get(pk=made.pk)
    assert old.head is None
    assert "audit_head" not in json.loads(round_record.write(old))
    for half in ({"audit_seq": 3, "audit_hash": ""}, {"audit_seq": 1, "audit_hash": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.update(**half)
