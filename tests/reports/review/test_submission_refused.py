"""A submission that cannot stand leaves nothing: no round, no state, no audit row, no file that anything names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from accounts.access import Refused
from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from audit.models import AuditEvent
from files import store
from measures.models import Measure, State
from measures.services import plan as plans
from paper.press import press
from reports.models import Decision, Edition, Round
from reports.review import decision, submission
from reports.review.submission import Incomplete, Reworded
from tests.reports.office import NOW, PASSWORD, Office, approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def nothing_stands(office: Office, events: int) -> None:
    assert not Round.objects.exists()
    assert not Decision.objects.exists()
    assert office.edition.state == "draft"
    assert AuditEvent.objects.count() == events


def change_wording(office: Office) -> None:
    with transaction.atomic():
        plans.touch(plans.lock(office.plan.pk))


def rename_agency(office: Office) -> None:
    Agency.objects.filter(pk=office.agency.pk).update(name="หน่วยงานที่เปลี่ยนชื่อ")


def change_paper(office: Office) -> None:
    Agency.objects.filter(pk=office.agency.pk).update(letterhead="หัวกระดาษใหม่")


@pytest.mark.parametrize("change", [change_wording, rename_agency, change_paper])
def test_what_changed_between_rendering_and_naming_refuses_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: Callable[[Office], None]
) -> None:
    events = AuditEvent.objects.count()
    freeze = submission.freeze

    def freeze_and_be_overtaken(ready: submission.Prepared, *, now: datetime) -> submission.Frozen:
        frozen = freeze(ready, now=now)
        change(office)
        return frozen

    monkeypatch.setattr(submission, "freeze", freeze_and_be_overtaken)
    with pytest.raises(Reworded):
        office.submit(office.the(Role.COORDINATOR))
    nothing_stands(office, events)


def test_a_measure_opened_again_meanwhile_refuses_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze = submission.freeze

    def freeze_and_reopen(ready: submission.Prepared, *, now: datetime) -> submission.Frozen:
        frozen = freeze(ready, now=now)
        Measure.objects.update(state=State.REOPENED)
        return frozen

    monkeypatch.setattr(submission, "freeze", freeze_and_reopen)
    with pytest.raises(Incomplete):
        office.submit(office.the(Role.COORDINATOR))
    assert not Round.objects.exists()


def test_consent_to_other_words_is_no_consent(office: Office) -> None:
    events = AuditEvent.objects.count()
    seen = submission.prepare(office.plan).digest
    Edition.objects.update(problems="มีปัญหาใหม่")
    with pytest.raises(Reworded):
        submission.submit(plan=office.plan, seen=seen, declaration="d", by=office.the(Role.COORDINATOR), now=NOW)
    nothing_stands(office, events)
    assert list(store.folder().glob("*/*")) == []


def test_the_page_shows_the_new_digest_and_keeps_the_words(office: Office, client: Client) -> None:
    client.force_login(office.the(Role.COORDINATOR))
    seen = client.get(office.url("submit/")).context["form"]["seen"].value()
    Edition.objects.update(problems="มีปัญหาใหม่")
    said = {"seen": seen, "declaration": "on", "secret": PASSWORD, "comment": "ข้อความถึงท่าน"}
    answer = client.post(office.url("submit/"), said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "เอกสารเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้" in page
    assert submission.prepare(office.plan).digest in page
    assert "ข้อความถึงท่าน" in page
    assert not Round.objects.exists()


LACKS: dict[str, Callable[[], object]] = {
    "การตรวจรับมาตรการ": lambda: Measure.objects.update(state=State.HANDED_IN),
    "ปัญหา/อุปสรรค และข้อเสนอแนะ": lambda: Edition.objects.update(problems=""),
    "ข้อความนำและปีที่อ้างอิง": lambda: Edition.objects.update(opening=""),
    "ตำแหน่งของผู้รายงาน": lambda: Edition.objects.update(reporter=None, reporter_post=""),
    "ตำแหน่งของผู้อนุมัติ": lambda: (Edition.objects.update(approver_post=""), Membership.objects.update(post="")),
    "ผู้รายงานและวันที่": lambda: Edition.objects.update(reporter_name=""),
    "ผู้อนุมัติ": lambda: Membership.objects.filter(role=Role.APPROVER).update(is_active=False),
}


@pytest.mark.parametrize("lack", LACKS)
def test_what_must_be_mended_stops_it(office: Office, client: Client, lack: str) -> None:
    events = AuditEvent.objects.count()
    LACKS[lack]()
    with pytest.raises(Incomplete) as incomplete:
        office.submit(office.the(Role.COORDINATOR))
    assert [line.title for line in incomplete.value.must] == [lack]
    nothing_stands(office, events)
    client.force_login(office.the(Role.COORDINATOR))
    page = client.get(office.url()).content.decode()
    assert office.url("submit/") not in page
    assert client.get(office.url("submit/"), follow=True).redirect_chain == [(office.url(), 302)]


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({}, 422, "โปรดทำเครื่องหมายหน้าข้อความยืนยัน"),
        ({"declaration": "on"}, 422, "โปรดพิมพ์รหัสผ่านของท่าน"),
        ({"declaration": "on", "secret": "ผิด"}, 422, "รหัสผ่านของท่านไม่ถูกต้อง"),
        ({"secret": PASSWORD}, 422, "โปรดทำเครื่องหมายหน้าข้อความยืนยัน"),
    ],
)
def test_without_tick_and_password_nothing_is_submitted(
    office: Office, client: Client, said: dict[str, str], status: int, words: str
) -> None:
    client.force_login(office.the(Role.COORDINATOR))
    seen = submission.prepare(office.plan).digest
    answer = client.post(office.url("submit/"), {"seen": seen, **said})
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.content.decode().count(submission.DECLARATION) == 1, "beside its box, and not in what is wrong"
    assert not Round.objects.exists()


def test_guessing_the_password_is_throttled(office: Office, client: Client) -> None:
    client.force_login(office.the(Role.COORDINATOR))
    said = {"seen": submission.prepare(office.plan).digest, "declaration": "on", "secret": "เดา"}
    statuses = [client.post(office.url("submit/"), said).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    answer = client.post(office.url("submit/"), {**said, "secret": PASSWORD})
    assert answer.status_code == 429
    assert "โปรดรอ 1 นาที" in answer.content.decode()


@pytest.mark.parametrize("last", ["_ask_endorsers", "advance", "_round"])
def test_an_exception_in_the_middle_leaves_nothing_and_the_files_are_swept(
    office: Office, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    events = AuditEvent.objects.count()

    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(submission, last, fail)
    with pytest.raises(ZeroDivisionError):
        office.submit(office.the(Role.COORDINATOR))
    nothing_stands(office, events)
    assert len(list(store.folder().glob("*/*"))) == 3
    call_command("sweep_files", hours=-1)
    assert list(store.folder().glob("*/*")) == []


def test_an_exception_while_approving_leaves_the_round_waiting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = office.submit(office.the(Role.COORDINATOR))
    events = AuditEvent.objects.count()

    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(decision, "_capacity", fail)
    with pytest.raises(ZeroDivisionError):
        approve(made, office.the(Role.APPROVER))
    assert office.edition.state == "submitted"
    assert [each.move for each in made.decisions.all()] == ["submit"]
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db(transaction=True)
def test_pages_are_rendered_and_written_outside_any_transaction(
    office: Office, monkeypatch: pytest.MonkeyPatch, own_files: Path
) -> None:
    open_blocks = []
    put = store.put

    def put_and_look(data: bytes) -> str:
        open_blocks.append(connection.in_atomic_block)
        return put(data)

    monkeypatch.setattr(store, "put", put_and_look)
    office.submit(office.the(Role.COORDINATOR))
    assert open_blocks == [False, False, False]


def test_an_officer_cannot_submit_by_any_road(office: Office, client: Client) -> None:
    kanda = office.person("kanda", Role.OFFICER)
    with pytest.raises(Refused):
        office.submit(kanda)
    client.force_login(kanda)
    assert client.post(office.url("submit/"), {"seen": "x"}).status_code == 403
    assert not Round.objects.exists()


def test_where_no_pages_can_be_made_nothing_is_submitted_and_the_words_stay(
    office: Office, client: Client, somsak: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise press.TooCostly

    client.force_login(office.the(Role.COORDINATOR))
    events, seen = AuditEvent.objects.count(), submission.prepare(office.plan).digest
    monkeypatch.setattr(press, "_done", killed)
    said = {"seen": seen, "declaration": "on", "secret": PASSWORD, "comment": "ขอความเห็นชอบ"}
    page = client.post(office.url("submit/"), said)
    assert page.status_code == 503
    assert "ยังไม่ได้เสนอรายงาน" in page.content.decode()
    assert "ขอความเห็นชอบ" in page.content.decode()
    nothing_stands(office, events)
    assert not list(store.folder().glob("*/*"))
