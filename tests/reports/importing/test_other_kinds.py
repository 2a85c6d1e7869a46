"""A plan and a progress report that are brought in: read as what they are, and taken into the year's own documents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Agency
from document import ReportDocument, ReportError, from_json, to_data
from document.writers import json as as_json
from document.writers import text, xlsx
from measures.models import Measure, Plan, State
from reports.compiling import edition as editions
from reports.compiling import taking
from reports.compiling.assemble import assemble
from reports.compiling.taking import Way
from reports.models import Edition, ImportDraft
from reports.models.kinds import Kind
from tests.browsing import form_of, words_of
from tests.document.other_kinds import a_plan, a_progress_report, with_scores
from tests.reports.importing.bringing import bring, go_on
from tests.reports.importing.test_taking import take

pytestmark = pytest.mark.django_db

WRITERS = {"json": as_json.write, "txt": lambda document: text.write(document).encode(), "xlsx": xlsx.write}


def own(document: ReportDocument, agency: Agency) -> ReportDocument:
    """The document as of the agency, wherever it names one."""
    return from_json(
        json.loads(json.dumps(to_data(document), ensure_ascii=False).replace(document.agency, agency.name))
    )


def bring_in(client: Client, document: ReportDocument, extension: str = "txt") -> Any:
    return bring(client, WRITERS[extension](document), f"แผน.{extension}")


@pytest.mark.parametrize("extension", WRITERS)
def test_a_plan_becomes_the_years_plan_with_its_three_lists(manee: Any, agency: Agency, extension: str) -> None:
    document = own(a_plan(), agency)
    page = bring_in(manee, document, extension)
    assert "อ่านได้ 3 มาตรการ ของแผนมาตรการปี 2566" in words_of(page)
    assert form_of(page).values["head-developments"] == "1. การมีส่วนร่วมของประชาชนในการกำหนดแผนงาน น้ำใจบริการ"
    assert "head-problems" not in form_of(page).values
    page = go_on(manee, page, "do", "take")
    assert form_of(page).values["way"] == "plan"
    assert take(manee, page, 1, 2, 3)["Location"] == "/a/thung-sai-than/2566/measures/"
    edition = Edition.objects.get()
    assert edition.kind == Kind.PLAN and not Plan.objects.get().is_from_paper
    made = assemble(Plan.objects.get(), editions.latest(Plan.objects.get(), Kind.PLAN))
    assert made.analysis == document.analysis and made.kind == "plan"
    assert [each.details for each in made.measures] == [each.details for each in document.measures]


def test_corrected_words_of_a_list_are_what_is_taken(manee: Any, agency: Agency) -> None:
    page = bring_in(manee, own(a_plan(), agency))
    page = go_on(manee, page, "do", "save", head_ways="- จัดทำคู่มือ\n- ติดประกาศ")
    page = go_on(manee, page, "do", "take")
    take(manee, page, 1)
    assert Edition.objects.get().ways == "- จัดทำคู่มือ\n- ติดประกาศ"


def test_a_plan_cannot_be_a_report_of_a_past_year_nor_of_another_year(manee: Any, agency: Agency) -> None:
    page = go_on(manee, bring_in(manee, own(a_plan(), agency)), "do", "take")
    assert 'value="past"' not in page.content.decode() and 'name="with_progress"' not in page.content.decode()
    assert take(manee, page, 1, way="past").status_code == 422
    compared = take(manee, page, do="compare", way="plan", year="2565")
    answer = take(manee, compared, 1)
    assert answer.status_code == 422
    assert "แผนมาตรการในไฟล์เป็นของปี 2566 จึงนำเข้าในปี 2565 ไม่ได้" in words_of(answer)
    for way, message in ((Way.PAST, "ไฟล์นี้เป็นแผนมาตรการ จึงนำเข้าเป็นรายงานของปีที่ผ่านมาไม่ได้"), (Way.PLAN, "2565")):
        with pytest.raises(ReportError, match=message):
            taking.take(
                agency=agency,
                document=own(a_plan(), agency),
                way=way,
                year=2566 if way == Way.PAST else 2565,
                chosen=[1],
                with_progress=False,
                by=None,
                today=date(2023, 9, 26),
            )
    assert not Plan.objects.exists() and ImportDraft.objects.exists()


def test_a_plan_brought_in_again_replaces_no_progress_and_no_words_of_the_plan(manee: Any, agency: Agency) -> None:
    document = own(a_plan(), agency)
    take(manee, go_on(manee, bring_in(manee, document), "do", "take"), 1, 2, 3)
    measure = Measure.objects.order_by("position")[0]
    measure.actions.create(position=0, text="จัดอบรมแล้ว")
    measure.outcomes.create(position=0, text="เข้าใจมากขึ้น")
    Edition.objects.update(ways="- เขียนใหม่ในระบบ")
    first = document.measures[0]
    question = f"{first.question} ทุกภารกิจ"
    changed = replace(first, question=question, heading=first.heading.replace(first.question, question))
    again = replace(document, measures=(changed, *document.measures[1:]))
    page = go_on(manee, bring_in(manee, again), "do", "take")
    assert "ต่างจากที่มีอยู่ 1 มาตรการ" in words_of(page) and "ตรงกับที่มีอยู่แล้ว 2 มาตรการ" in words_of(page)
    assert take(manee, page, 1).status_code == 302
    measure.refresh_from_db()
    assert measure.question == question
    assert measure.actions.filter(removed_at=None).count() == measure.outcomes.filter(removed_at=None).count() == 1
    assert Edition.objects.get(report__kind=Kind.PLAN).ways == "- เขียนใหม่ในระบบ"


def test_the_words_of_a_plan_are_taken_where_its_measures_are_there_already(manee: Any, agency: Agency) -> None:
    document = own(a_plan(), agency)
    take(manee, go_on(manee, bring_in(manee, document), "do", "take"), 1, 2, 3)
    Edition.objects.all().delete()
    page = go_on(manee, bring_in(manee, document), "do", "take")
    assert take(manee, page).status_code == 302
    assert Edition.objects.get().kind == Kind.PLAN and Measure.objects.count() == 3
    page = go_on(manee, bring_in(manee, document), "do", "take")
    answer = take(manee, page)  # nothing is left to be taken
    assert answer.status_code == 422 and "โปรดเลือกมาตรการที่จะนำเข้าอย่างน้อยหนึ่งมาตรการ" in words_of(answer)


def test_the_due_day_that_a_plan_prints_as_its_period_is_no_difference(manee: Any, agency: Agency) -> None:
    document = own(a_plan(), agency)
    bare = replace(document, measures=tuple(replace(each, details=()) for each in document.measures))
    take(manee, go_on(manee, bring_in(manee, bare, "json"), "do", "take"), 1, 2, 3)
    Measure.objects.update(due_on=date(2023, 7, 31))
    plan = Plan.objects.get()
    Plan.objects.update(revision=plan.revision + 1)
    printed = assemble(Plan.objects.get(), editions.latest(Plan.objects.get(), Kind.PLAN))
    assert printed.measures[0].details[0].text == "ภายในวันที่ 31 กรกฎาคม 2566"
    page = go_on(manee, bring_in(manee, printed, "json"), "do", "take")
    assert "ตรงกับที่มีอยู่แล้ว 3 มาตรการ" in words_of(page)


def test_a_progress_report_brings_what_was_done_and_replaces_nothing_of_it(manee: Any, agency: Agency) -> None:
    document = own(a_progress_report(), agency)
    page = go_on(manee, bring_in(manee, document), "do", "take")
    assert (form_of(page).values["way"], form_of(page).values["with_progress"]) == ("plan", "on")
    assert take(manee, page, 1, 2).status_code == 302
    first = Measure.objects.order_by("position")[0]
    assert first.actions.count() == len(document.measures[0].actions)
    assert Edition.objects.get().kind == Kind.PROGRESS and set(Measure.objects.values_list("state", flat=True)) == {
        State.OPEN
    }
    first.actions.create(position=9, text="ทำหลังเดือนมีนาคม")
    first.outcomes.create(position=0, text="ได้ผลดี")
    page = go_on(manee, bring_in(manee, document), "do", "take")
    assert "ตรงกับที่มีอยู่แล้ว 2 มาตรการ" in words_of(page)


def test_anothers_agency_plan_is_refused_and_nothing_is_kept(manee: Any) -> None:
    answer = manee.post("/a/thung-sai-than/import/", {"do": "read", "text": ""})
    assert answer.status_code == 422
    sent = {"do": "read", "file": SimpleUploadedFile("แผน.json", as_json.write(a_plan()))}
    answer = manee.post("/a/thung-sai-than/import/", sent)
    assert answer.status_code == 422 and "เป็นรายงานของ “องค์การบริหารส่วนตำบลจำปา”" in words_of(answer)
    assert not ImportDraft.objects.exists()


def test_a_report_with_scores_is_taken_without_them_and_says_so(manee: Any, agency: Agency) -> None:
    page = bring_in(manee, own(with_scores(), agency), "json")
    assert "รายงานนี้มีคะแนนก่อนและหลังของ 2 ข้อ ซึ่งไม่นำเข้ากับรายงาน" in words_of(page)
    page = go_on(manee, page, "do", "save", head_problems="แก้แล้ว")
    page = go_on(manee, page, "do", "take")
    take(manee, page, 1, 2, 3)
    made = assemble(Plan.objects.get(), editions.latest(Plan.objects.get()))
    assert (len(made.measures), made.scores) == (3, ())
    assert not Edition.objects.get().with_scores
