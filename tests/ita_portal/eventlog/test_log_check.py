"""Whether the event log is whole: the last result stands on the page, a press looks again."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_q.models import OrmQ

from audit import checks
from audit.models import AuditCheck, AuditEvent
from measures.models import State
from tests.database import guards_lifted
from tests.ita_portal.eventlog.logging_office import log_url, page
from tests.measures.reviewing import Office, an_office


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The tests' own sign-ins leave no events."""
    monkeypatch.setattr("ita_portal.signin.log.record", lambda *_, **__: None)
    return an_office()


def press(office: Office, who: str = "coordinator") -> int:
    return office.client(who).post(log_url(office, "check/")).status_code


def test_before_the_first_check_the_page_says_so(office: Office) -> None:
    assert "ยังไม่เคยตรวจบันทึกนี้" in page(office)


def test_a_press_looks_the_log_over_and_keeps_who_asked(office: Office) -> None:
    office.measure(State.TAKEN)
    assert press(office) == 302
    html = page(office)
    assert "บันทึกครบถ้วน ไม่มีรายการใดถูกแก้หรือหายไป" in html
    assert "ตรวจแล้ว 2 รายการของทั้งระบบ เมื่อ" in html
    assert AuditCheck.objects.get().by == office.people["coordinator"].pk


def test_a_check_by_the_portal_itself_says_so(office: Office) -> None:
    checks.check(timezone.now())
    assert "ตรวจอัตโนมัติแล้ว 0 รายการของทั้งระบบ เมื่อ" in page(office)


def test_an_altered_event_is_named(office: Office) -> None:
    office.measure(State.TAKEN)
    with transaction.atomic(), guards_lifted(connection):
        AuditEvent.objects.filter(seq=1).update(actor=99)
    press(office)
    html = page(office)
    assert "บันทึกไม่ครบถ้วน พบความผิดปกติ 1 แห่ง" in html
    assert "<li>ลำดับที่ 1: เนื้อหาถูกแก้หลังจากบันทึกแล้ว</li>" in html


def test_pressing_again_at_once_looks_only_once(office: Office) -> None:
    press(office)
    press(office)
    assert AuditCheck.objects.count() == 1
    AuditCheck.objects.update(at=timezone.now() - timedelta(minutes=1))
    press(office)
    assert AuditCheck.objects.count() == 2


def test_a_long_log_is_left_to_the_worker(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.measure(State.TAKEN)
    monkeypatch.setattr(checks, "AT_ONCE", 1)
    press(office)
    assert (AuditCheck.objects.count(), OrmQ.objects.count()) == (0, 1)
    assert OrmQ.objects.get().func() == "notices.jobs.check_log"


def test_looking_at_the_page_checks_nothing(office: Office) -> None:
    assert office.client("coordinator").get(log_url(office, "check/")).status_code == 405
    page(office)
    assert AuditCheck.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("foreign_coordinator", 404)])
def test_who_may_not_read_it_may_not_check_it(office: Office, who: str, status: int) -> None:
    assert (press(office, who), AuditCheck.objects.count()) == (status, 0)


def test_results_are_kept_and_the_oldest_go(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "KEPT", 2)
    made = [checks.check(timezone.now()).pk for _ in range(3)]
    assert list(AuditCheck.objects.order_by("pk").values_list("pk", flat=True)) == made[1:]


def test_the_page_of_proof_shows_the_head_to_be_kept_elsewhere(office: Office) -> None:
    office.measure(State.HANDED_IN)
    html = office.client("coordinator").get(log_url(office, "proof/")).content.decode()
    assert AuditEvent.objects.get().hash in html
