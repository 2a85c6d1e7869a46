"""The last page: what becomes of a report that was brought in, beside what its year holds already."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Agency
from accounts.permissions import Role
from measures.models import Measure, Plan, State
from reports.models import Edition, ImportDraft
from tests.browsing import form_of, words_of
from tests.factories import a_measure, a_plan, a_user
from tests.reports.importing.bringing import bring, go_on, the_draft
from tests.reports.importing.files import a_word_report

pytestmark = pytest.mark.django_db


def take_page(client: Client, measures: int = 3) -> Any:
    return go_on(client, bring(client, a_word_report(measures)), "do", "take")


def take(client: Client, page: Any, *measures: int, do: str = "take", **typed: object) -> Any:
    values = {**form_of(page).values, "do": do, **typed}
    values.pop("measure", None)
    return client.post(page.request["PATH_INFO"], {**values, "measure": list(measures)})


def codes() -> list[str]:
    return list(Measure.objects.order_by("position").values_list("code", flat=True))


def test_a_past_year_comes_whole_and_as_from_paper(manee: Any) -> None:
    page = take_page(manee)
    assert form_of(page).values["way"] == "past"
    assert take(manee, page, 1, 2, 3)["Location"] == "/a/thung-sai-than/2566/measures/"
    plan = Plan.objects.get()
    assert plan.is_from_paper and codes() == ["I1", "I2", "I3"]
    assert Measure.objects.order_by("position")[0].actions.count() == 2
    assert Edition.objects.get().reporter_name == "นายมานะ สุจริตธรรม"
    assert not ImportDraft.objects.exists()


def test_a_plan_takes_steps_and_officers_and_progress_where_it_is_asked_for(manee: Any) -> None:
    for progress, actions in (({}, 0), ({"with_progress": "on"}, 2)):
        page = take_page(manee)
        page = take(manee, page, do="compare", way="plan", **({"with_progress": ""} | progress))
        values = form_of(page).values
        if not progress:
            values.pop("with_progress", None)
        sent = {**values, "do": "take", "way": "plan", "measure": [1, 2], **progress}
        assert manee.post(page.request["PATH_INFO"], sent).status_code == 302, progress
        plan = Plan.objects.get()
        assert not plan.is_from_paper and codes() == ["I1", "I2"]
        assert Measure.objects.order_by("position")[0].actions.count() == actions
        Edition.objects.all().delete()
        plan.reports.all().delete()
        Measure.objects.all().delete()


def test_only_measures_of_another_year_come_without_progress(manee: Any) -> None:
    page = take(manee, take_page(manee), do="compare", way="measures", year="2567")
    assert page.status_code == 200 and "มาตรการของปี 2567" in words_of(page)
    assert take(manee, page, 2)["Location"] == "/a/thung-sai-than/2567/measures/"
    measure = Measure.objects.get()
    assert (measure.code, measure.plan.year, measure.plan.assessed_year, measure.actions.count()) == (
        "I2",
        2567,
        2566,
        0,
    )


def test_what_is_there_is_shown_beside_the_file_and_stays_unless_it_is_ticked(manee: Any, agency: Agency) -> None:
    plan = a_plan(agency)
    a_measure(plan, "I1", question="คำถามในระบบ", steps=["ทำอย่างเดิม"])
    a_measure(plan, "I2", question="อีกคำถามในระบบ", steps=["ทำอย่างเดิม"])
    page = take_page(manee)
    said = words_of(page)
    assert "ใหม่ 1 มาตรการ" in said and "ต่างจากที่มีอยู่ 2 มาตรการ" in said and "คำถามในระบบ" in said
    html = page.content.decode()
    ticked = [number for number in (1, 2, 3) if f'value="{number}" checked' in html]
    assert ticked == [3]
    assert take(manee, page, 1, 3).status_code == 302
    found = {each.code: each.question for each in Measure.objects.all()}
    assert (
        found["I1"].startswith("หน่วยงานปรับปรุง") and found["I2"] == "อีกคำถามในระบบ" and set(found) == {"I1", "I2", "I3"}
    )


def test_a_measure_that_is_handed_in_cannot_be_replaced(manee: Any, agency: Agency) -> None:
    measure = a_measure(a_plan(agency), "I1", question="คำถามในระบบ", actions=["ประชุม"])
    Measure.objects.filter(pk=measure.pk).update(state=State.HANDED_IN)
    page = take_page(manee)
    assert 'id="measure-1"' not in page.content.decode() and "จึงใช้ข้อความในไฟล์แทนไม่ได้" in words_of(page)
    response = take(manee, page, 1)
    assert response.status_code == 422
    measure.refresh_from_db()
    assert measure.question == "คำถามในระบบ" and ImportDraft.objects.exists()


def test_a_measure_of_no_item_is_taken_without_one(manee: Any) -> None:
    data = a_word_report(2, code_of=lambda number: "" if number else "I1")
    page = go_on(manee, bring(manee, data), "do", "take")
    assert "ไม่มีรหัสข้อ" in words_of(page)
    assert take(manee, page, 1, 2).status_code == 302
    assert codes() == ["I1", ""]


def test_differences_are_looked_at_before_they_are_taken(manee: Any) -> None:
    page = take_page(manee)
    response = take(manee, page, 1, 2, 3, year="2565")
    assert response.status_code == 422 and "โปรดดูส่วนที่ต่างกันตามปีและวิธีที่เลือกก่อน" in words_of(response)
    response = take(manee, page, year="2566")
    assert response.status_code == 422 and "โปรดเลือกมาตรการที่จะนำเข้าอย่างน้อยหนึ่งมาตรการ" in words_of(response)
    for typed, message in (
        ({"year": "ปีหน้า"}, "โปรดพิมพ์ปี พ.ศ. สี่หลัก"),
        ({"year": ""}, "โปรดพิมพ์ปีงบประมาณ"),
        ({"way": "ลบ"}, "ลบ"),
        ({"way": ""}, "วิธีนำเข้า"),
    ):
        response = take(manee, page, 1, **typed)
        assert response.status_code == 422 and message in words_of(response), typed
    assert not Plan.objects.exists()


def test_a_draft_that_was_corrected_meanwhile_is_looked_at_again(manee: Any, agency: Agency) -> None:
    page = take_page(manee)
    somchai = Client()
    somchai.force_login(a_user("somchai", Role.COORDINATOR, agency=agency))
    go_on(somchai, somchai.get(page.request["PATH_INFO"].removesuffix("take/")), m1_2_1_steps="แก้ระหว่างนั้น")
    response = take(manee, page, 1, 2, 3)
    assert response["Location"] == page.request["PATH_INFO"].removesuffix("take/")
    assert "มีผู้แก้ร่างนี้หลังจากที่เปิดหน้านี้" in words_of(manee.get(response["Location"]))
    assert not Plan.objects.exists() and the_draft().revision == 1


def test_a_report_that_names_another_agency_is_confirmed_first(manee: Any) -> None:
    page = bring(manee, a_word_report(unit="องค์การบริหารส่วนตำบลอื่นไกล"))
    assert "ยืนยันว่าเป็นรายงานของหน่วยงานนี้" in words_of(page)
    page = go_on(manee, page, "do", "take")
    response = take(manee, page, 1, 2, 3)
    assert response.status_code == 422 and "โปรดยืนยันว่าเป็นรายงานของหน่วยงานนี้" in words_of(response)
    assert take(manee, page, 1, 2, 3, own="on").status_code == 302
