"""A past report on paper is shown as such, its words can be put right, and nobody submits or hands anything in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.access import Refused
from accounts.models import Agency, User
from accounts.permissions import Role
from ita_portal.frame.running_year import running_years
from measures.models import Measure, Plan
from measures.services import decision as decisions
from measures.worklists import of_person, of_person_unsent
from notices.due import of_agency
from reports.compiling import edition as editions
from reports.compiling.taking import Way, take
from reports.models import Edition, Round
from reports.review import submission
from tests.browsing import open_form, words_of
from tests.factories import NOON, a_plan, a_user, an_agency, an_overseer
from tests.paper.readback import poppler, squeezed
from tests.reports.compiling.taking.documents import CODED, SEED, a_document

pytestmark = pytest.mark.django_db
TODAY = date(2023, 9, 26)


@pytest.fixture
def agency() -> Agency:
    return an_agency()


@pytest.fixture
def manee(agency: Agency) -> User:
    return a_user("manee", Role.COORDINATOR, Role.OFFICER, agency=agency)


@pytest.fixture
def plan(agency: Agency, manee: User) -> Plan:
    document = a_document(agency, CODED, year=2565)
    facts = {"year": 2565, "chosen": [1], "with_progress": True, "by": manee, "today": TODAY}
    made = take(agency=agency, document=document, way=Way.PAST, **facts)  # type: ignore[arg-type]  # as take wants them
    Plan.objects.filter(pk=made.pk).update(progress_due_on=TODAY, report_due_on=TODAY)
    return Plan.objects.select_related("agency").get(pk=made.pk)


@pytest.fixture
def browser(client: Any, manee: User) -> Any:
    client.force_login(manee)
    return client


def test_its_pages_say_that_it_is_as_on_paper(plan: Plan, browser: Any) -> None:
    of_year, measure = [plan.agency.slug, plan.year], Measure.objects.get()
    pages = {name: reverse(name, args=of_year) for name in ("agency_home", "measures:list", "reports:compile")}
    pages["measure"] = reverse("measures:measure", args=[*of_year, measure.pk])
    for name, url in pages.items():
        said = words_of(browser.get(url))
        assert "ตามเอกสาร" in said, name
        for word in ("ส่งตรวจ", "เสนอผู้อนุมัติ", "กำลังดำเนินการ 1"):
            assert word not in said, (name, word)


def test_its_words_are_put_right_as_those_of_any_report(plan: Plan, browser: Any) -> None:
    url = reverse("reports:compile", args=[plan.agency.slug, plan.year])
    answer = open_form(browser, url).press(browser, opening="ข้อความที่แก้แล้ว")
    edition = Edition.objects.get()
    assert answer["Location"] == url and edition.opening == "ข้อความที่แก้แล้ว"
    # Whom the portal doesn't know is still printed as the document has them.
    assert (edition.reporter, edition.reporter_name) == (None, SEED.reporter.name) and SEED.reporter.name
    assert SEED.reporter.name in words_of(browser.get(url))


def test_its_paper_says_so_on_each_page_and_has_no_place_for_signatures(plan: Plan, browser: Any) -> None:
    url = reverse("reports:download", args=[plan.agency.slug, plan.year, "pdf"])
    printed = squeezed(poppler(browser.get(url).content))
    assert "ตามเอกสาร" in printed and SEED.reporter.name.replace(" ", "") in printed
    assert [word for word in ("ร่าง", "ลงลายมือชื่อ", "ตรวจสอบรายงานฉบับนี้", "มานี") if word in printed] == []


def test_an_officer_reads_so_at_home(plan: Plan, client: Any) -> None:
    client.force_login(a_user("piti", Role.OFFICER, agency=plan.agency))
    said = words_of(client.get(reverse("agency_home", args=[plan.agency.slug, plan.year])))
    assert "มาตรการและรายงานของปี 2565 นำเข้าตามเอกสาร" in said


def test_nobody_submits_it(plan: Plan, manee: User, browser: Any) -> None:
    page = browser.get(reverse("reports:submit", args=[plan.agency.slug, plan.year]))
    reason = "รายงานปี 2565 นำเข้าตามเอกสาร จึงไม่เสนอ ไม่อนุมัติ และไม่ลงนามในระบบ"
    assert page.status_code == 403 and reason in words_of(page)
    ready = submission.prepare(plan).submitted_by(manee, NOON)
    if not ready.must:
        with pytest.raises(Refused, match="ตามเอกสาร"):
            submission.submit(plan=plan, seen=ready.digest, declaration=submission.DECLARATION, by=manee, now=NOON)
    for name in ("recall", "review", "sign", "sign_again", "reopen", "publish", "set_aside", "withdraw", "begin"):
        url = reverse(f"reports:{name}", args=[plan.agency.slug, plan.year])
        assert browser.post(url, {}).status_code in (302, 403, 404, 409), name
    assert not Round.objects.exists() and editions.latest(plan).state == Edition.State.DRAFT


def test_nobody_hands_its_measures_in(plan: Plan, manee: User) -> None:
    measure = Measure.objects.select_related("plan__agency").get()
    for move in ("hand_in", "complete"):
        with pytest.raises(Refused, match="นำเข้าตามเอกสาร จึงไม่ต้องส่งตรวจ"):
            decisions.decide(measure=measure, move=move, by=manee, now=NOON)
    assert Measure.objects.get().state == "open"


def test_it_is_nobodys_work_and_nobody_is_reminded(plan: Plan, manee: User) -> None:
    measures = list(Measure.objects.filter(plan=plan).counted())
    assert of_person(manee, plan, measures, {}, TODAY).todo == () and of_person_unsent(manee, plan) == []
    assert list(of_agency(plan.agency, TODAY)) == []


def test_the_year_that_runs_is_not_held_back_by_it(plan: Plan) -> None:
    a_plan(plan.agency, 2566)
    years = [(plan.agency_id, 2565), (plan.agency_id, 2566)]
    assert running_years(years, date(2022, 11, 1)) == {plan.agency_id: 2566}
    Plan.objects.update(is_from_paper=False)
    assert running_years(years, date(2022, 11, 1)) == {plan.agency_id: 2565}


def test_an_overseer_reads_that_it_is_as_on_paper(plan: Plan, client: Any) -> None:
    client.force_login(an_overseer(province=plan.agency.province))
    said = words_of(client.get(reverse("overview") + "?year=2565"))
    assert "ตามเอกสาร" in said and "เกินกำหนด 0" not in said
