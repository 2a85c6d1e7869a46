"""A check of the event log that finds faults is told at once to those who keep the agency, and to nobody else."""

from datetime import datetime

import pytest
from django.core import mail

from audit.models import AuditCheck
from audit.verdict import Finding, Verdict
from audit.verdict import Kind as Fault
from notices import jobs
from notices.models import Kind, Notice
from tests.measures.reviewing import Office
from tests.notices.telling import with_addresses

FOUND = "ลำดับที่ 3: เนื้อหาถูกแก้หลังจากบันทึกแล้ว"


def look(monkeypatch: pytest.MonkeyPatch, faults: int) -> datetime:
    """The night's check, which finds so many faults."""
    findings = (Finding(Fault.ALTERED, 3, 3),) if faults else ()
    monkeypatch.setattr("audit.checks.verify_some", lambda after, **_: Verdict(9, None, findings, faults))
    jobs.check_log()
    return AuditCheck.objects.latest().at


def told() -> list[str]:
    rows = Notice.objects.filter(kind=Kind.LOG, settled_at=None).order_by("user__username")
    return list(rows.values_list("user__username", flat=True))


def test_a_whole_log_is_no_news(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch, 0)
    assert told() == []


def test_faults_are_told_with_a_letter_to_administrators_coordinators_and_approvers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_addresses(office)
    look(monkeypatch, 1)
    keepers = {office.people[each].username for each in ("administrator", "coordinator", "approver")}
    inside = set(Notice.objects.filter(agency=office.plan.agency).values_list("user__username", flat=True))
    assert keepers <= inside
    assert {"kanda", "malee"}.isdisjoint(told())
    notice = Notice.objects.filter(user=office.people["approver"], kind=Kind.LOG).get()
    assert notice.title == "บันทึกเหตุการณ์ไม่ครบถ้วน: พบความผิดปกติ 1 แห่ง"
    assert FOUND in notice.detail and notice.url == f"/a/{office.plan.agency.slug}/log/"
    letters = {address for letter in mail.outbox for address in letter.to}
    assert {f"{name}@office.example" for name in keepers} <= letters


def test_the_same_faults_are_told_once_and_others_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for faults in (1, 1, 2):
        look(monkeypatch, faults)
    somsak = Notice.objects.filter(user=office.people["approver"], kind=Kind.LOG)
    assert [notice.settled_at is None for notice in somsak.order_by("pk")] == [False, True]


def test_a_log_that_is_whole_again_closes_the_matter(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch, 1)
    look(monkeypatch, 0)
    assert told() == []


@pytest.mark.parametrize(("who", "said"), [("administrator", True), ("approver", True), ("officer", False)])
def test_the_home_says_so_while_it_lasts(office: Office, monkeypatch: pytest.MonkeyPatch, who: str, said: bool) -> None:
    look(monkeypatch, 1)
    address = f"/a/{office.plan.agency.slug}/{office.plan.year}/"
    words = "บันทึกเหตุการณ์ไม่ครบถ้วน พบความผิดปกติ 1 แห่ง"
    assert (words in office.client(who).get(address).content.decode()) is said
    look(monkeypatch, 0)
    assert words not in office.client(who).get(address).content.decode()
