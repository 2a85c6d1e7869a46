"""What should be looked at in a plan's evidence is found once, and anew as soon as something of it is another."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from evidence.models import Evidence
from evidence.services import doubts
from reports.compiling import edition as editions
from reports.compiling import evidence_lines
from reports.compiling.assemble import assemble
from reports.compiling.kept import contents
from tests.evidence.links.internet import GONE, Internet, attached, website, work
from tests.factories import NOON, an_agency
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db
ADDRESS = "https://www.nongfan.go.th/news/1"


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Office:
    """What a test writes is written as another machine's requests and worker write: nobody tells this process."""
    monkeypatch.setattr(contents, "forget", lambda: None)
    settings.LINK_CHECKS = True
    return make_office()


def said(office: Office) -> list[str]:
    document = assemble(office.plan, editions.latest(office.plan))
    return [line.detail for line in evidence_lines.of(office.plan, document)]


def tables(office: Office) -> str:
    """What is asked by another look."""
    with CaptureQueriesContext(connection) as captured:
        said(office)
    return " ".join(each["sql"] for each in captured)


def test_a_second_look_asks_for_no_evidence(office: Office) -> None:
    attached(office, office.measure(), ADDRESS)
    assert said(office) == ["แนบแล้ว 1 รายการ ไม่มีเรื่องที่ควรดู"]
    assert 'FROM "evidence_evidence"' not in tables(office)
    attached(office, office.measure("E14"), f"{ADDRESS}/2")
    assert 'FROM "evidence_evidence"' in tables(office)
    assert said(office) == ["แนบแล้ว 2 รายการ ไม่มีเรื่องที่ควรดู"]


def test_what_the_worker_sees_of_a_link_shows_at_the_next_look(office: Office) -> None:
    attached(office, office.measure(), ADDRESS)
    said(office)
    work(Internet(**{ADDRESS: GONE}))
    assert said(office)[0].startswith("E13 “หน้าข่าว” ")
    work(Internet(), NOON.replace(year=NOON.year + 1))
    assert said(office) == ["แนบแล้ว 1 รายการ ไม่มีเรื่องที่ควรดู"]


def test_another_agencys_website_shows_at_the_next_look(office: Office) -> None:
    attached(office, office.measure(), ADDRESS)
    said(office)
    website(an_agency("nong-fan", name="อบต.หนองฝาน"), "nongfan.go.th")
    assert "เว็บไซต์ของอบต.หนองฝาน" in said(office)[0]


def test_what_somebody_settled_is_gone_at_the_next_look(office: Office) -> None:
    link = attached(office, office.measure(), ADDRESS)
    work(Internet(**{ADDRESS: GONE}))
    assert said(office)[0].startswith("E13 “หน้าข่าว” ")
    [looked] = doubts.of_year(office.plan)
    keys = [doubt.key for doubt in looked.open]
    doubts.settle(evidence=link, keys=keys, reason="หน้าข่าวย้ายที่", by=office.mana, now=NOON)
    assert said(office) == ["แนบแล้ว 1 รายการ ไม่มีเรื่องที่ควรดู"]


def test_within_a_transaction_all_is_found_anew(office: Office) -> None:
    link = attached(office, office.measure(), ADDRESS)
    said(office)
    with transaction.atomic():
        Evidence.objects.filter(pk=link.pk).delete()
        assert said(office) == []
