"""A year's deadlines are set in a form, reach those who must know, and may become the due date of every measure."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from accounts.access import Refused
from accounts.changed import digest
from accounts.models import SetAside
from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Measure, State
from measures.services.years import year as years
from tests.browsing import form_of, open_form, words_of
from tests.factories import a_plan, a_user, an_agency
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db
URL = "/a/thung-sai-than/2566/deadlines/"


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def test_the_days_are_saved_and_shown_at_home_to_all(office: Office, manee: Any, signed_in: SignedIn) -> None:
    office.measure()
    typed = {"progress_due_on": "๓๐ ก.ย. ๖๖", "report_due_on": "3/10/66", "publish_due_on": "6 ตุลาคม 2566"}
    response = open_form(manee, URL).press(manee, **typed)
    assert response["Location"] == "/a/thung-sai-than/2566/"
    office.plan.refresh_from_db()
    assert [day for _, day in office.plan.deadlines] == [date(2023, 9, 30), date(2023, 10, 3), date(2023, 10, 6)]
    assert "บันทึกกำหนดการปี 2566 แล้ว" in words_of(manee.get(response["Location"]))
    assert "ส่งผลการดำเนินการ 30 กันยายน 2566" in words_of(signed_in(office.mana).get(response["Location"]))
    event = AuditEvent.objects.get(action="plan.changed")
    assert sorted(json.loads(event.data)["fields"]) == ["progress_due_on", "publish_due_on", "report_due_on"]


def test_a_day_that_cannot_be_read_comes_back_as_it_was_typed(office: Office, manee: Any) -> None:
    response = open_form(manee, URL).press(manee, progress_due_on="31 ก.ย. 66", report_due_on="3/10/66")
    assert response.status_code == 422
    assert form_of(response).values["progress_due_on"] == "31 ก.ย. 66"
    assert 'id="error_progress_due_on"' in response.content.decode()
    office.plan.refresh_from_db()
    assert office.plan.deadlines == []


def test_days_in_a_strange_order_are_asked_about_before_they_are_saved(office: Office, manee: Any) -> None:
    response = open_form(manee, URL).press(manee, progress_due_on="3/10/66", report_due_on="30/9/66")
    assert response.status_code == 422
    asked = "วันเสนอรายงานต่อผู้อนุมัติ (30 กันยายน 2566) อยู่ก่อนวันส่งผลการดำเนินการ (3 ตุลาคม 2566)"
    assert asked in words_of(response)
    assert form_of(response).press(manee, sure="on").status_code == 302
    office.plan.refresh_from_db()
    assert office.plan.report_due_on == date(2023, 9, 30)


def test_a_day_without_its_year_is_of_the_plans_and_the_reports_after_the_work(office: Office, manee: Any) -> None:
    typed = {"progress_due_on": "29 ก.ย.", "report_due_on": "5 ต.ค.", "publish_due_on": "ม.ค."}
    assert open_form(manee, URL).press(manee, **typed).status_code == 302
    office.plan.refresh_from_db()
    days = [day for _, day in office.plan.deadlines]
    assert days == [date(2023, 9, 29), date(2023, 10, 5), date(2024, 1, 31)]


def test_measures_that_are_due_after_the_day_of_handing_in_are_told(office: Office, manee: Any) -> None:
    for code, day in (("E1", 28), ("E2", 30)):
        Measure.objects.filter(pk=office.measure(code).pk).update(due_on=date(2023, 9, day))
    page = manee.get(open_form(manee, URL).press(manee, progress_due_on="29/9/66")["Location"], follow=True)
    assert "1 มาตรการครบกำหนดหลังวันส่งผลการดำเนินการ (29 กันยายน 2566): E2" in words_of(page)
    assert "วันที่ผ่านมาแล้ว: ส่งผลการดำเนินการ" in words_of(page)


def test_the_day_becomes_the_due_date_of_each_measure_that_has_none(office: Office, manee: Any) -> None:
    own = office.measure("E14", due_on=date(2023, 8, 1))
    bare, taken = office.measure("E13"), office.measure("I1")
    Measure.objects.filter(pk=taken.pk).update(state=State.TAKEN)
    page = manee.get(URL)
    assert "เป็นวันครบกำหนดของ 1 มาตรการที่ยังไม่มีกำหนด" in words_of(page)
    response = form_of(page).press(manee, progress_due_on="30/9/66", spread="on")
    assert "และกำหนดวันให้ 1 มาตรการแล้ว" in words_of(manee.get(response["Location"]))
    days = dict(Measure.objects.values_list("pk", "due_on"))
    assert days == {own.pk: date(2023, 8, 1), bare.pk: date(2023, 9, 30), taken.pk: None}
    assert [event.subject for event in AuditEvent.objects.filter(action="measure.due_set")] == [f"measure:{bare.pk}"]
    assert "กำหนดวันครบกำหนด" in words_of(manee.get(office.url("measure", bare)))
    assert "ที่ยังไม่มีกำหนด" not in words_of(manee.get(URL))


def test_without_the_day_nothing_is_spread(office: Office, manee: Any) -> None:
    office.measure()
    response = open_form(manee, URL).press(manee, report_due_on="3/10/66", spread="on")
    assert response.status_code == 422 and "โปรดพิมพ์วันก่อน" in words_of(response)
    office.plan.refresh_from_db()
    assert office.plan.deadlines == [] and Measure.objects.get().due_on is None


def test_the_assessed_year_can_be_mended_until_the_first_measure(office: Office, manee: Any) -> None:
    response = open_form(manee, URL).press(manee, assessed_year="๒๕๖๖")
    assert response.status_code == 422 and "ปีของผลคะแนนต้องอยู่ก่อนปีของมาตรการ" in words_of(response)
    assert open_form(manee, URL).press(manee, assessed_year="2564")["Location"] == "/a/thung-sai-than/start/"
    office.plan.refresh_from_db()
    assert office.plan.assessed_year == 2564
    drawn = open_form(manee, URL)
    office.measure()
    drawn.press(manee, assessed_year="2563", progress_due_on="30/9/66")
    office.plan.refresh_from_db()
    assert (office.plan.assessed_year, office.plan.progress_due_on) == (2564, date(2023, 9, 30))


def test_two_who_set_the_same_day_choose_and_what_lost_is_kept(office: Office, manee: Any) -> None:
    mine, theirs = open_form(manee, URL), open_form(manee, URL)
    theirs.press(manee, progress_due_on="29/9/66", report_due_on="3/10/66")
    page = mine.press(manee, progress_due_on="30/9/66")
    assert page.status_code == 409 and "29 กันยายน 2566" in words_of(page)
    form = form_of(page)
    response = form.press(manee, **{"choose-progress_due_on": "mine"})
    assert response.status_code == 302
    office.plan.refresh_from_db()
    assert (office.plan.progress_due_on, office.plan.report_due_on) == (date(2023, 9, 30), date(2023, 10, 3))
    assert SetAside.objects.get().text == "29 กันยายน 2566"
    assert "29 กันยายน 2566" in words_of(manee.get(URL))


def test_how_a_day_is_read_is_said_under_its_field(manee: Any) -> None:
    echo = manee.get("/dates/echo/day/", {"report_due_on": "3 ต.ค. 66", "year": "2566"})
    assert "วันอังคารที่ 3\u00a0ตุลาคม" in echo.content.decode() and 'id="echo_report_due_on"' in echo.content.decode()


def test_another_agencys_people_and_other_roles_set_nothing(office: Office) -> None:
    elsewhere = a_plan(an_agency("elsewhere"))
    stranger = a_user("stranger", Role.COORDINATOR, agency=elsewhere.agency)
    facts = years.YearFacts(2565, date(2023, 9, 30), None, None)
    for who in (stranger, office.mana, a_user("chujai", Role.APPROVER, agency=office.plan.agency)):
        with pytest.raises(Refused):
            years.save(plan=office.plan, facts=facts, base=digest(years.facts_of(office.plan)), by=who)
    office.plan.refresh_from_db()
    assert office.plan.deadlines == []
