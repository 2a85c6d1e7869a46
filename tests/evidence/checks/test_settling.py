"""Doubts about evidence stand beside the file, on the pages that go on, and until somebody says why they may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access import Refused
from accounts.models import Draft, User
from accounts.permissions import Role
from audit.models import AuditEvent
from evidence.models import Evidence, EvidenceSettlement
from evidence.services import doubts, keeping
from evidence.services.keeping import Facts, facts_of
from measures.models import Measure
from measures.services.permission import Locked
from tests.browsing import open_form
from tests.editing.drafting import keep, send
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import sent
from tests.evidence.pages import text, url
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator, evidence_of
from tests.stored import everything_stored

LAST_YEAR = "อยู่นอกปีงบประมาณ 2566"
BESIDE = ("django_session", "accounts_draft", "django_q_ormq")
OF_2565, OF_2566 = date(2022, 3, 14), date(2023, 3, 14)


def kinds(measure: Measure) -> list[str]:
    return [doubt.kind for each in doubts.of_measure(measure).values() for doubt in each.open]


def doubted(office: Office, code: str = "E13", **said: object) -> tuple[Measure, Evidence]:
    """A measure with a piece of evidence whose day is of the year before."""
    measure = office.measure(code, **said)
    evidence = evidence_of(measure, office.mana)
    Evidence.objects.filter(pk=evidence.pk).update(speaks_for=OF_2565)
    evidence.refresh_from_db()
    return measure, evidence


def settle(evidence: Evidence, by: User, reason: str = "ใช้ได้") -> None:
    keys = [doubt.key for doubt in doubts.of_measure(evidence.measure)[evidence.pk].open]
    doubts.settle(evidence=evidence, keys=keys, reason=reason, by=by, now=NOON)


def test_the_same_file_in_two_years_of_one_agency_is_doubted_in_both_and_another_agency_is_no_matter(
    office: Office,
) -> None:
    this, other = office.measure(), office.measure("E14")
    last = a_measure(a_plan(office.plan.agency, 2565), "E1")
    elsewhere = a_measure(a_plan(an_agency("nong-fan"), 2565))
    for measure in (this, last, elsewhere):
        evidence_of(measure, office.mana)
    assert [kinds(each) for each in (this, last, elsewhere)] == [["other_year"], ["other_year"], []]
    evidence_of(other, office.mana)
    assert kinds(this) == ["other_year", "used_again"]
    Evidence.objects.filter(measure=last).update(removed_at=NOON)
    Measure.objects.filter(pk=other.pk).update(removed_at=NOON)
    assert kinds(this) == []


def test_what_was_sent_alike_is_the_same_though_it_is_kept_otherwise_and_an_address_is_too(office: Office) -> None:
    first, second = office.measure(), office.measure("E14")
    same = evidence_of(first, office.mana, number=1)
    Evidence.objects.filter(pk=evidence_of(second, office.mana, number=2).pk).update(sent_digest=same.digest)
    for measure in (first, second):
        evidence_of(measure, office.mana, address="https://www.thungsaithan.go.th/1")
    assert kinds(first) == ["used_again", "used_again"]


def test_the_item_is_that_of_the_years_own_list(office: Office) -> None:
    for year, words in ((2565, "รายงานผลการใช้จ่ายงบประมาณ"), (2566, "แผนการใช้จ่ายงบประมาณ")):
        an_indicator("O18", year=year, text=words)
    measure = office.measure()
    evidence = evidence_of(measure, office.mana)
    Evidence.objects.filter(pk=evidence.pk).update(item="O18", caption="แผน 2565")
    assert kinds(measure) == ["wrong_year"]
    assert "ข้อ O18 ของปี 2566 ควรเป็นของปี 2566" in doubts.of_measure(measure)[evidence.pk].open[0].message


def test_a_settled_doubt_is_silent_is_recorded_and_says_who_and_why(office: Office) -> None:
    measure, evidence = doubted(office)
    settle(evidence, office.mana)
    looked = doubts.of_measure(measure)[evidence.pk]
    assert (looked.open, [row.reason for row in looked.settled]) == ([], ["ใช้ได้"])
    event = AuditEvent.objects.order_by("-seq").first()
    assert event is not None
    assert (event.action, event.subject) == ("evidence.settled", f"measure:{measure.pk}")
    before = everything_stored()
    settle(evidence, office.mana)
    assert everything_stored() == before


def test_of_what_becomes_public_all_that_is_kept_of_a_text_is_read(office: Office) -> None:
    measure = office.measure()
    evidence = evidence_of(measure, office.mana)
    Evidence.objects.update(pages=9, text="บันทึกการประชุม " * 400 + "โทร 081 234 5678")
    assert kinds(measure) == []
    Evidence.objects.update(is_public=True)
    assert kinds(measure) == ["personal"]
    settle(evidence, office.mana, "หมายเลขของหน่วยงาน")
    assert kinds(measure) == []


def test_what_is_seen_anew_is_doubted_anew(office: Office) -> None:
    measure, evidence = doubted(office)
    settle(evidence, office.mana)
    keeping.change(
        evidence=evidence,
        facts=Facts("อื่น", date(2022, 3, 15)),
        base=facts_of(evidence).digest,
        by=office.mana,
        now=NOON,
    )
    assert kinds(measure) == ["outside_year"]
    evidence.refresh_from_db()
    settle(evidence, office.mana)
    keeping.replace(evidence=evidence, sent=sent("อื่น"), by=office.mana, now=NOON)
    assert kinds(measure) == ["outside_year"]


def test_nobody_else_settles_and_nothing_changes(office: Office) -> None:
    _, evidence = doubted(office)
    elsewhere = a_user("weera", Role.COORDINATOR, agency=an_agency("nong-fan"))
    approver = a_user("chujai", Role.APPROVER, agency=office.plan.agency)
    before = everything_stored()
    for person in (office.piti, elsewhere, approver):
        with pytest.raises(Refused):
            settle(evidence, person)
    with pytest.raises(ValidationError):
        settle(evidence, office.mana, reason="")
    assert everything_stored() == before


@pytest.mark.parametrize("state", ["handed_in", "taken"])
def test_of_a_locked_measure_the_coordinator_settles_alone(office: Office, state: str) -> None:
    _, evidence = doubted(office)
    Measure.objects.update(state=state)
    evidence.measure.refresh_from_db()
    with pytest.raises(Refused):
        settle(evidence, office.mana)
    settle(evidence, office.manee)
    assert EvidenceSettlement.objects.get().by == office.manee


def test_while_the_report_is_judged_nobody_settles(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, evidence = doubted(office)
    monkeypatch.setattr("evidence.services.doubts.why_held", lambda _: "รายงานเสนอแล้ว")
    with pytest.raises(Locked):
        settle(evidence, office.manee)
    answer = signed_in(office.manee).get(url("settle", measure, evidence.pk), follow=True)
    assert "รายงานเสนอแล้ว" in text(answer)


# Pages


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Client:
    return signed_in(office.mana)


def pages_of(office: Office, measure: Measure) -> list[str]:
    year = [office.plan.agency.slug, 2566]
    return [
        url("list", measure),
        reverse("measures:check", args=[*year, measure.pk]),
        reverse("reports:compile", args=year),
    ]


def test_it_stands_beside_the_file_on_handing_in_on_checking_and_on_compiling(
    office: Office, signed_in: SignedIn, mana: Client
) -> None:
    measure, evidence = doubted(office, actions=["ประชุม"], outcomes=["ดีขึ้น"])
    link = url("settle", measure, evidence.pk)
    for address in (url("list", measure), office.url("hand_in", measure)):
        answer = text(mana.get(address))
        assert (answer.count(LAST_YEAR), answer.count(link)) == (1, 1), address
    assert text(mana.get(office.url("hand_in_many"))).count(LAST_YEAR) == 1
    assert "ควรดู 1 เรื่อง" in text(mana.get(office.url("measure", measure)))
    Measure.objects.update(state="handed_in")
    manee = signed_in(office.manee)
    for address in pages_of(office, measure):
        assert text(manee.get(address)).count(LAST_YEAR) == 1, address
    settle(evidence, office.manee)
    assert [LAST_YEAR in text(manee.get(address)) for address in pages_of(office, measure)] == [True, False, False]


def test_it_is_settled_by_the_page_and_a_missing_reason_stands_beside_its_field(office: Office, mana: Client) -> None:
    measure, evidence = doubted(office)
    page = url("settle", measure, evidence.pk)
    form = open_form(mana, page)
    answer = form.press(mana, "", reason="")
    assert (answer.status_code, "โปรดพิมพ์เหตุผลที่หลักฐานนี้ใช้ได้" in text(answer)) == (422, True)
    answer = form.press(mana, "", reason="เป็นการประชุมเตรียมการของปีนี้")
    assert answer.status_code == 302
    shown = text(mana.get(url("list", measure)))
    assert "เป็นการประชุมเตรียมการของปีนี้" in shown
    assert page not in shown


def test_a_reason_that_is_typed_is_kept_as_a_draft_and_a_save_ends_it(office: Office, mana: Client) -> None:
    measure, evidence = doubted(office)
    page = url("settle", measure, evidence.pk)
    assert keep(mana, open_form(mana, page), {"reason": "ค้างไว้ก่อน"}).status_code == 302
    form = open_form(mana, f"{page}?draft=1")
    assert form.values["reason"] == "ค้างไว้ก่อน"
    assert send(mana, form).status_code == 302
    assert not Draft.objects.exists()


def test_a_page_of_what_is_seen_no_longer_settles_nothing_and_keeps_the_words(office: Office, mana: Client) -> None:
    measure, evidence = doubted(office)
    form = open_form(mana, url("settle", measure, evidence.pk))
    Evidence.objects.update(speaks_for=date(2022, 3, 15))
    answer = form.press(mana, "", reason="เหตุผลเดิม")
    assert answer.status_code == 422
    assert "สิ่งที่พบเปลี่ยนไป" in text(answer)
    assert "เหตุผลเดิม" in text(answer)
    Evidence.objects.update(speaks_for=OF_2566)
    assert form.press(mana, "", reason="เหตุผลเดิม").status_code == 422
    assert not EvidenceSettlement.objects.exists()


@pytest.mark.parametrize("who", ["piti", "weera"])
def test_another_unit_and_another_agency_are_refused_the_page(office: Office, signed_in: SignedIn, who: str) -> None:
    measure, evidence = doubted(office)
    a_user("weera", Role.COORDINATOR, agency=an_agency("nong-fan"))
    browser = signed_in(User.objects.get(username=who))
    before = everything_stored(but=BESIDE)
    for answer in (
        browser.get(url("settle", measure, evidence.pk)),
        browser.post(url("settle", measure, evidence.pk), {"reason": "ผ่าน"}),
    ):
        assert answer.status_code == {"piti": 403, "weera": 404}[who]
    assert everything_stored(but=BESIDE) == before


def test_evidence_of_another_measure_and_a_removed_one_have_no_page(office: Office, mana: Client) -> None:
    _, evidence = doubted(office)
    assert mana.get(url("settle", office.measure("E14"), evidence.pk)).status_code == 404
    Evidence.objects.update(removed_at=NOON)
    assert mana.get(url("settle", evidence.measure, evidence.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_pieces_takes_as_many_queries(office: Office, signed_in: SignedIn, count: int) -> None:
    an_indicator("O13", year=2566, text="แผน")
    for code in range(count):
        measure, _ = doubted(office, f"E{code + 1}", actions=["ประชุม"], outcomes=["ดี"])
        for number in range(1, count + 1):
            evidence_of(measure, office.mana, number=number)
    Evidence.objects.update(item="O13")
    with CaptureQueriesContext(connection) as of_year:
        assert len(doubts.of_year(office.plan)) == count * (count + 1)
    mana, manee = signed_in(office.mana), signed_in(office.manee)
    found = {"of a year": len(of_year)}
    addresses: dict[str, tuple[Any, str]] = {
        "hand in": (mana, office.url("hand_in", measure)),
        "hand in many": (mana, office.url("hand_in_many")),
        "list": (mana, url("list", measure)),
        "compile": (manee, reverse("reports:compile", args=[office.plan.agency.slug, 2566])),
    }
    for name, (browser, address) in addresses.items():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        found[name] = len(captured)
    assert found == {"of a year": 4, "hand in": 14, "hand in many": 12, "list": 14, "compile": 31}
