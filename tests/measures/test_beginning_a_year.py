"""A year begins in the browser, once, by coordinator or administrator, with last year's deadlines moved along."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Plan
from measures.services.years import year as years
from tests.browsing import open_form, words_of
from tests.factories import a_measure, a_plan, a_user, an_agency
from tests.measures.conftest import Office, SignedIn
from thai.fiscal import fiscal_year

pytestmark = pytest.mark.django_db
TODAY = date(2023, 9, 26)


def begin(office: Office, year: int = 2567, assessed_year: int = 2566, *, by: User | None = None) -> Plan:
    agency = office.plan.agency
    return years.begin(agency=agency, year=year, assessed_year=assessed_year, by=by or office.manee, today=TODAY)


def test_the_next_year_is_proposed_and_begun(office: Office, signed_in: SignedIn) -> None:
    client: Any = signed_in(office.manee)
    form = open_form(client, "/a/thung-sai-than/begin/")
    assert (form.values["year"], form.values["assessed_year"]) == ("2567", "2566")
    response = form.press(client)
    assert response["Location"] == "/a/thung-sai-than/2567/deadlines/"  # nothing could be copied
    assert Plan.objects.filter(agency=office.plan.agency, year=2567, assessed_year=2566).count() == 1
    event = AuditEvent.objects.get(action="plan.begun")
    assert (event.actor, json.loads(event.data)) == (office.manee.pk, {"assessed_year": 2566, "year": 2567})


def test_where_there_are_measures_one_is_led_to_copy_them(office: Office, signed_in: SignedIn) -> None:
    office.measure()
    client: Any = signed_in(office.manee)
    response = open_form(client, "/a/thung-sai-than/begin/").press(client)
    assert response["Location"] == "/a/thung-sai-than/2567/measures/copy/"


def test_an_agency_without_a_year_begins_with_the_present_one(signed_in: SignedIn) -> None:
    agency = an_agency("new")
    client: Any = signed_in(a_user("weera", Role.ADMINISTRATOR, agency=agency))
    assert client.get("/")["Location"] == "/a/new/start/"
    now = fiscal_year(timezone.localdate())
    form = open_form(client, "/a/new/begin/")
    assert (form.values["year"], form.values["assessed_year"]) == (str(now), str(now - 1))
    assert form.press(client, progress_due_on="30/9/80")["Location"] == "/a/new/start/"  # who may add measures says it
    assert Plan.objects.get().progress_due_on == date(2037, 9, 30)


def test_the_first_year_begins_with_its_deadlines_and_leads_to_the_first_measures(signed_in: SignedIn) -> None:
    agency = an_agency("new")
    client: Any = signed_in(a_user("weera", Role.ADMINISTRATOR, Role.COORDINATOR, agency=agency))
    now = fiscal_year(timezone.localdate())
    form = open_form(client, "/a/new/begin/")
    wrong = form.press(client, progress_due_on="31 ก.ย. 66", report_due_on=f"3/10/{now}")
    assert wrong.status_code == 422 and 'id="error_progress_due_on"' in wrong.content.decode()
    assert f'value="3/10/{now}"' in wrong.content.decode() and not Plan.objects.exists()
    response = form.press(client, progress_due_on=f"30/9/{now}", report_due_on=f"3/10/{now}")
    assert response["Location"] == f"/a/new/{now}/measures/add/many/"
    plan = Plan.objects.get()
    assert (plan.progress_due_on, plan.report_due_on, plan.publish_due_on) == (
        date(now - 543, 9, 30),
        date(now - 543, 10, 3),
        None,
    )
    assert "progress_due_on" not in open_form(client, "/a/new/begin/").values  # a later year takes them along


def test_a_year_begun_twice_is_begun_once(office: Office) -> None:
    first = begin(office)
    assert begin(office) == first
    assert AuditEvent.objects.filter(action="plan.begun").count() == 1


def test_last_years_deadlines_move_along(office: Office) -> None:
    office.plan.progress_due_on, office.plan.report_due_on = date(2024, 2, 29), date(2023, 10, 3)
    office.plan.save()
    plan = begin(office)
    assert (plan.progress_due_on, plan.report_due_on, plan.publish_due_on) == (
        date(2025, 2, 28),
        date(2024, 10, 3),
        None,
    )


@pytest.mark.parametrize(
    ("year", "assessed", "field", "message"),
    [
        ("2566", "2564", "year", "เริ่มปี 2566 ไว้แล้ว"),
        ("2699", "2566", "year", "เริ่มล่วงหน้าได้ไม่เกินปี"),
        ("๒๕๖๗", "๒๕๖๗", "assessed_year", "ปีของผลคะแนนต้องอยู่ก่อนปีของมาตรการ เช่น 2566"),
        ("ปีหน้า", "2566", "year", "โปรดพิมพ์ปี พ.ศ. สี่หลัก"),
        ("2024", "2566", "year", "ปี 2024 เป็น ค.ศ. โปรดพิมพ์เป็น พ.ศ. หมายถึง 2567 หรือไม่"),
        ("2567", "", "assessed_year", "ปีของผลคะแนน"),
    ],
)
def test_what_cannot_be_begun_is_told_at_its_field(
    office: Office, signed_in: SignedIn, year: str, assessed: str, field: str, message: str
) -> None:
    client: Any = signed_in(office.manee)
    response = open_form(client, "/a/thung-sai-than/begin/").press(client, year=year, assessed_year=assessed)
    assert response.status_code == 422
    assert message in words_of(response)
    assert f'id="error_{field}"' in response.content.decode()
    assert f'value="{year}"' in response.content.decode()
    assert Plan.objects.count() == 1


def test_another_agencys_people_and_other_roles_begin_nothing(office: Office) -> None:
    stranger = a_user("stranger", Role.COORDINATOR, Role.ADMINISTRATOR, agency=an_agency("elsewhere"))
    approver = a_user("chujai", Role.APPROVER, agency=office.plan.agency)
    for who in (stranger, approver, office.mana):
        with pytest.raises(Refused):
            begin(office, by=who)
    assert Plan.objects.count() == 1


def test_the_menu_of_years_offers_what_can_be_begun(office: Office, signed_in: SignedIn) -> None:
    home = "/a/thung-sai-than/2566/"
    assert "เริ่มปีงบประมาณ 2567" in signed_in(office.manee).get(home).content.decode()
    assert "เริ่มปีงบประมาณ" not in signed_in(office.mana).get(home).content.decode()
    a_plan(office.plan.agency, fiscal_year(timezone.localdate()) + 1)
    assert "เริ่มปีงบประมาณ" not in signed_in(office.manee).get(home).content.decode()


def test_home_offers_the_next_year_once_this_one_is_over(office: Office, signed_in: SignedIn) -> None:
    """The office's year, 2566, ended long ago; that of today has not."""
    a_measure(office.plan)
    client: Any = signed_in(office.manee)
    assert "ปีงบประมาณ 2566 สิ้นสุดแล้ว" in words_of(client.get("/a/thung-sai-than/2566/"))
    now = fiscal_year(timezone.localdate())
    a_plan(office.plan.agency, now)
    for year in (2566, now):
        assert "สิ้นสุดแล้ว" not in words_of(client.get(f"/a/thung-sai-than/{year}/"))


def test_a_slip_of_the_hand_far_ahead_is_refused_by_the_service_too(office: Office) -> None:
    with pytest.raises(ValidationError):
        begin(office, 2568, 2567)


@pytest.mark.parametrize(
    ("scores", "proposed"),
    [
        ("2566", ("2567", "2566")),
        ("2565", ("2567", "2565")),  # 2566 is begun: the first year after it that isn't
        ("2564", ("2565", "2564")),
        ("2590", ("2567", "2566")),  # of which no year can be begun yet
        *((other, ("2567", "2566")) for other in ("", "x", "25666", "๒๕๖๕", "-256", "²²²²")),
    ],
)
def test_the_scores_that_one_comes_from_are_proposed(
    office: Office, signed_in: SignedIn, scores: str, proposed: tuple[str, str]
) -> None:
    client: Any = signed_in(office.manee)
    form = open_form(client, f"/a/thung-sai-than/begin/?scores={quote(scores)}")
    assert (form.values["year"], form.values["assessed_year"]) == proposed
    assert form.press(client).status_code == 302
    year, assessed = map(int, proposed)
    assert Plan.objects.filter(agency=office.plan.agency, year=year, assessed_year=assessed).count() == 1
