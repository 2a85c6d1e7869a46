"""A measure of an indicator or of none: every page names it plainly, and it is changed without being given a code."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from measures.models import Measure, State
from measures.services.doubts.of_measure import open_of
from measures.services.years import copying
from reports.models import Edition, Report
from tests.browsing import open_form, words_of
from tests.factories import a_plan, an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db
CALLED = "“ประกาศนโยบายไม่รับของขวัญ” (ไม่มีรหัสข้อ)"


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


@pytest.fixture
def measure(office: Office) -> Measure:
    words: dict[str, Any] = {"question": "ประกาศนโยบายไม่รับของขวัญ", "actions": ["ประกาศ"], "outcomes": ["ดี"]}
    made = office.measure(**words, due_on=date(2023, 9, 1))
    Measure.objects.filter(pk=made.pk).update(code="", code_as_written="", tool="")
    made.refresh_from_db()
    return made


def test_every_page_says_so(office: Office, manee: Any, measure: Measure) -> None:
    an_indicator("E13", text="ถ้อยคำ")
    of_year = [office.plan.agency.slug, office.plan.year]
    pages = {name: office.url(name, measure) for name in ("measure", "change", "progress", "officers", "ask")}
    pages |= {name: office.url(name) for name in ("list", "sheet", "assign")}
    pages |= {name: reverse(name, args=of_year) for name in ("agency_home", "reports:compile")}
    for name, url in pages.items():
        answer = manee.get(url)
        assert answer.status_code == 200 and "ไม่มีรหัสข้อ" in words_of(answer), name
    assert "ถ้อยคำของข้อ" not in words_of(manee.get(pages["measure"]))


def test_it_is_handed_in_and_taken_under_its_words(office: Office, manee: Any, measure: Measure) -> None:
    form = open_form(manee, office.url("hand_in", measure))
    answer = manee.post(form.action, {**form.values, "move": "hand_in"})
    assert CALLED in words_of(manee.get(answer["Location"]))
    Measure.objects.update(state=State.HANDED_IN)
    assert f"มาตรการ {CALLED} ส่งตรวจแล้ว" in words_of(manee.get(office.url("change", measure), follow=True))


def test_it_is_changed_without_a_code_and_given_one(office: Office, manee: Any, measure: Measure) -> None:
    assert open_form(manee, office.url("change", measure)).press(manee, question="อีกคำ").status_code == 302
    measure.refresh_from_db()
    assert (measure.code, measure.question, measure.heading) == ("", "อีกคำ", "อีกคำ")
    assert open_form(manee, office.url("change", measure)).press(manee, code="o๑๔").status_code == 302
    measure.refresh_from_db()
    assert (measure.code, measure.tool, measure.heading) == ("O14", "OIT", "มาตรการข้อ o๑๔ อีกคำ :")
    gone = open_form(manee, office.url("change", measure)).press(manee, code="")
    assert gone.status_code == 422 and "โปรดพิมพ์รหัสข้อ" in words_of(gone)


def test_it_stands_last_in_the_order_of_the_instrument(office: Office, measure: Measure) -> None:
    others = [office.measure(code) for code in ("O1", "I2")]
    Measure.objects.filter(pk=others[0].pk).update(code="", code_as_written="", tool="OIT")
    assert list(Measure.objects.by_code().values_list("pk", flat=True)) == [others[1].pk, measure.pk, others[0].pk]


def test_it_is_copied_into_another_year(office: Office, manee: Any, measure: Measure) -> None:
    plan = a_plan(office.plan.agency, 2567)
    page = manee.get(reverse("measures:copy", args=[office.plan.agency.slug, 2567]))
    assert "ไม่มีรหัสข้อ" in words_of(page)
    (made,) = copying.copy(plan=plan, source=office.plan, measures={measure.pk}, by=office.manee)
    assert (made.code, made.question) == ("", measure.question)


def test_doubts_about_it_are_not_the_reports(office: Office, manee: Any, measure: Measure) -> None:
    report = Report.objects.create(plan=office.plan, kind="result")
    Edition.objects.create(report=report, title="รายงาน", opening="ข้อความ \u13a0")
    url = reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year])
    measure.actions.update(text="อบรมเมื่อวันที่ 3 กรกฎาคม 2560")
    said = words_of(manee.get(url))
    assert "รายงานทั้งฉบับ 2 เรื่อง" in said  # no list is known, and a letter of the opening
    assert "มาตรการ (ไม่มีรหัสข้อ) ประกาศนโยบายไม่รับของขวัญ 1 เรื่อง" in said
    stored = Measure.objects.in_full().select_related("plan__agency").get(pk=measure.pk)
    assert [each.key for each in open_of(stored)] == ["date-outside:-:1:1"]
    page = words_of(manee.get(office.url("measure", measure)))
    assert "ควรตรวจ 1 เรื่อง" in page


def test_letters_and_calendars_name_it(office: Office, measure: Measure) -> None:
    assert measure.caption == "มาตรการ (ไม่มีรหัสข้อ)" and str(measure) == f"มาตรการ {CALLED}"
    assert measure.item == f"มาตรการ {CALLED}"


def test_several_items_of_a_heading_are_named_together(office: Office, manee: Any) -> None:
    measure = office.measure()
    Measure.objects.filter(pk=measure.pk).update(more_codes=["E14"])
    assert "มาตรการข้อ E13 E14" in words_of(manee.get(office.url("measure", measure)))
    assert "E13 E14" in words_of(manee.get(office.url("list") + "?q=e14"))
