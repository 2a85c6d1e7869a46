"""The steps of a year, from its measures to the year that follows."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from ita_portal.home import year
from measures.models import Measure, Plan, State
from reports.models import Edition, Report
from reports.models.report import Kind
from tests.browsing import words_of
from tests.factories import a_measure, a_plan, a_user, an_agency

S = Edition.State
# Which step each state of the report is at, where one of two measures was taken, and where both were.
STEPS = {
    S.DRAFT: (year.PROGRESS, year.REPORT),
    S.RECALLED: (year.PROGRESS, year.REPORT),
    S.RETURNED: (year.PROGRESS, year.REPORT),
    S.SUBMITTED: (year.APPROVAL, year.APPROVAL),
    S.APPROVED: (year.APPROVAL, year.APPROVAL),
    S.SIGNED: (year.PUBLICATION, year.PUBLICATION),
    S.PUBLISHED: (year.NEXT_YEAR, year.NEXT_YEAR),
    S.REPLACED: (year.PUBLICATION, year.PUBLICATION),
    S.WITHDRAWN: (year.PUBLICATION, year.PUBLICATION),
}


@pytest.mark.django_db
def test_each_state_of_the_report_has_its_step_and_the_next_year_ends_them() -> None:
    plan = a_plan(an_agency())
    measures = [Measure(state=State.TAKEN), Measure(state=State.OPEN)]
    assert set(STEPS) == set(S)
    for state, (some, every) in STEPS.items():
        edition = Edition(state=state)
        assert (year.present(plan, edition, measures), year.present(plan, edition, measures[:1])) == (some, every), (
            state
        )
    assert year.present(plan, Edition(state=S.DRAFT), []) == year.MEASURES
    a_plan(an_agency("elsewhere"), 2567)
    assert year.present(plan, Edition(state=S.PUBLISHED), measures) == year.NEXT_YEAR
    a_plan(plan.agency, 2567)
    assert year.present(plan, Edition(state=S.PUBLISHED), measures) == year.GONE_ON


def test_what_was_done_has_no_days_left() -> None:
    plan = Plan(year=2566, progress_due_on=date(2023, 9, 29), publish_due_on=date(2023, 10, 6))
    shown = [(day.label, day.left) for day in year.days(plan, year.REPORT, date(2023, 10, 1))]
    assert shown == [("ส่งผลการดำเนินการ", ""), ("เผยแพร่รายงาน", "อีก 5 วัน")]


@pytest.mark.django_db
def test_all_steps_stand_on_the_page_up_to_the_next_year(client: Client) -> None:
    agency = an_agency()
    plan = a_plan(agency)
    Measure.objects.filter(pk=a_measure(plan).pk).update(state=State.TAKEN)
    Edition.objects.create(report=Report.objects.create(plan=plan, kind=Kind.RESULT), state=S.PUBLISHED)
    client.force_login(a_user("manee", Role.COORDINATOR, agency=agency))
    words = words_of(client.get(reverse("agency_home", args=[agency.slug, 2566])))
    names = ["มาตรการ", "ความก้าวหน้า", "จัดทำรายงาน", "อนุมัติและลงนาม", "เผยแพร่"]
    places = [
        words.index(f"เสร็จแล้ว: {said}") for said in ("1 มาตรการ", "ตรวจรับ 1 จาก 1", "เสนอแล้ว", "เสร็จแล้ว", "เผยแพร่แล้ว")
    ]
    assert places == sorted(places) and all(name in words for name in names)
    assert "6 เริ่มปี 2567 เริ่มได้แล้ว" in words
