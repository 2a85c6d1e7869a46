"""The administrator says for how many years evidence is kept that is not public: audited, never over another's word."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import clock
from accounts.access import Refused
from accounts.authentication import sessions
from accounts.models import Agency
from accounts.permissions import Role
from evidence.models import Evidence
from reports.retention.setting import Rule
from tests.browsing import open_form
from tests.evidence.making import a_photograph
from tests.factories import a_measure, a_plan, a_user
from tests.reports.retention.making import RULED, an_office, at, events, person, rule
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
SLUG = "thung-sai-than"
URL = f"/a/{SLUG}/settings/retention/"


@pytest.fixture
def wilai() -> Client:
    """The administrator of an agency without a rule, signed in."""
    an_office(years=None)
    client = Client()
    client.force_login(person(SLUG, Role.ADMINISTRATOR))
    return client


def page(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def save(client: Client, years: str) -> Any:
    form = open_form(client, URL)
    return client.post(URL, {**form.values, "years": years}, follow=True)


def stored() -> int | None:
    return Agency.objects.get(slug=SLUG).evidence_years


def test_it_is_kept_for_ever_until_somebody_says_otherwise(wilai: Client) -> None:
    assert (stored(), '<option value="for_ever" selected>เก็บไว้ตลอด ไม่นำออก</option>' in page(wilai.get(URL))) == (
        None,
        True,
    )


def test_it_is_said_changed_and_taken_back_and_each_is_an_event(wilai: Client) -> None:
    for years in ("5", "5", "3", "for_ever"):
        assert "บันทึกกำหนดเก็บรักษาหลักฐานแล้ว" in page(save(wilai, years))
    assert stored() is None
    assert events("agency.evidence_years") == [{"years": 5}, {"years": 3}, {"years": None}]
    log = page(wilai.get(reverse("log", args=[SLUG])))
    assert all(f"กำหนดเวลาเก็บหลักฐานภายใน {said}" in log for said in ("5 ปี", "3 ปี", "โดยไม่มีกำหนด"))


@pytest.mark.parametrize("typed", ["", "0", "31", "-1", "5.5", "ห้า", "๕", "9" * 4000])
def test_what_is_no_number_of_years_is_told_beside_the_field(wilai: Client, typed: str) -> None:
    before = everything_stored()
    answer = save(wilai, typed)
    assert (answer.status_code, "โปรดเลือกจำนวนปีจากรายการ" in page(answer)) == (422, True)
    assert everything_stored() == before


@pytest.mark.parametrize("years", [0, 31, -1])
def test_the_service_takes_no_other_number_either(wilai: Client, years: int) -> None:
    with pytest.raises(Exception, match="1 ถึง 30 ปี"):
        rule(Agency.objects.get(slug=SLUG), years, now=RULED)
    assert stored() is None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.APPROVER])
def test_nobody_else_says_it(wilai: Client, role: Role) -> None:
    agency = Agency.objects.get(slug=SLUG)
    before_it = a_user("somebody", role, agency=agency)
    before = everything_stored()
    with pytest.raises(Refused):
        rule(agency, 5, by=before_it, now=RULED)
    assert everything_stored() == before


def test_two_administrators_choose_between_their_numbers(wilai: Client) -> None:
    mine = open_form(wilai, URL)
    rule(Agency.objects.get(slug=SLUG), 7, now=RULED)
    answer = wilai.post(URL, {**mine.values, "years": "3"})
    assert answer.status_code == 409
    assert all(words in page(answer) for words in ("7 ปี", "3 ปี"))
    assert stored() == 7


def test_it_shows_what_it_reaches_and_tells_at_once_what_is_due(wilai: Client) -> None:
    plan = Agency.objects.get(slug=SLUG).plans.get()
    a_photograph(plan.measures.get(), is_public=False)
    a_photograph(a_measure(a_plan(plan.agency, 2560)), number=2, is_public=False)
    with clock.set_to(at(2024, 1, 10, 9)):
        shown = page(save(wilai, "5"))
    assert "1 ต.ค. 71" in shown
    assert shown.count("แจ้งแล้ว") == 1
    assert f'href="/a/{SLUG}/2560/evidence/retention/"' in shown
    assert Evidence.objects.exclude(announced_at=None).get().measure.plan.year == 2560


@pytest.mark.parametrize("count", [1, 4])
def test_it_makes_as_many_queries_for_any_number_of_years(
    wilai: Client, count: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_STEP", float("inf"))
    agency = Agency.objects.get(slug=SLUG)
    for number in range(count):
        a_photograph(a_measure(a_plan(agency, 2560 - number)), number=number, is_public=False)
    wilai.get(URL)
    with django_assert_num_queries(8):
        shown = wilai.get(URL)
    assert page(shown).count("/evidence/retention/") == count


def test_a_rule_is_a_number_of_years_or_none() -> None:
    assert (Rule(None).years, Rule(5).years) == (None, 5)
