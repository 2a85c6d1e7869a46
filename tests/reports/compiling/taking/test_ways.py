"""A report is taken in as a plan, as a past report on paper, or for its measures alone; what isn't chosen stays out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.access import Refused
from accounts.models import Agency, User
from accounts.permissions import Role
from audit.models import AuditEvent
from audit.verify import verify
from document import MarkedText, Officer, ReportDocument, ReportError
from document.doubts import Doubt
from measures.models import Action, Measure, Outcome, Plan, Revision, State
from measures.models import Officer as OfficerModel
from reports.compiling import edition as editions
from reports.compiling.adopt import adopt
from reports.compiling.assemble import assemble
from reports.compiling.taking import Found, Way, compare, take
from reports.models import Edition, Report
from tests.factories import a_plan, a_unit, a_user, an_agency
from tests.reports.compiling.taking.documents import CODED, OF_A_TOOL, UNCODED, a_document
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
TODAY = date(2023, 9, 26)


@pytest.fixture
def agency() -> Agency:
    return an_agency()


@pytest.fixture
def manee(agency: Agency) -> User:
    return a_user("manee", Role.COORDINATOR, agency=agency)


def taken(agency: Agency, document: ReportDocument, by: User | None, way: Way = Way.PLAN, **said: Any) -> Plan:
    """The plan after taking all measures, or as `said`."""
    every: Collection[int] = range(1, len(document.measures) + 1)
    facts = {"year": document.measures_year, "chosen": every, "with_progress": False, "today": TODAY, **said}
    return take(agency=agency, document=document, way=way, by=by, **facts)


def stored(plan: Plan) -> ReportDocument:
    return assemble(plan, editions.latest(plan))


def refused(agency: Agency, document: ReportDocument, by: User, **said: Any) -> str:
    before = everything_stored()
    with pytest.raises(ReportError) as error:
        taken(agency, document, by, **said)
    assert everything_stored() == before
    return str(error.value)


def test_a_plan_is_taken_without_progress_unless_it_is_asked_for(agency: Agency, manee: User) -> None:
    document = a_document(agency)
    plan = taken(agency, document, manee)
    assert (plan.year, plan.assessed_year, plan.is_from_paper) == (2566, 2565, False)
    bare = tuple(replace(each, actions=(), outcomes=()) for each in document.measures)
    assert stored(plan).measures == bare
    assert not Action.objects.exists() and not Outcome.objects.exists() and not Edition.objects.exists()


def test_a_plan_with_progress_is_the_whole_report(agency: Agency, manee: User) -> None:
    document = a_document(agency)
    assert stored(taken(agency, document, manee, with_progress=True)) == document


def test_measures_alone_never_bring_progress_or_words_of_a_report(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency), manee, Way.MEASURES, with_progress=True)
    assert Measure.objects.filter(plan=plan).count() == 3
    assert not Action.objects.exists() and not Edition.objects.exists()


def test_measures_of_another_year_bring_their_references_along(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency), manee, Way.MEASURES, year=2567)
    assert (plan.year, plan.assessed_year) == (2567, 2566)
    assert [ref.year for ref in Measure.objects.get(code="E13").references.all()] == [2567]


def test_a_past_report_is_marked_and_whole(agency: Agency, manee: User) -> None:
    document = a_document(agency, year=2565)
    plan = taken(agency, document, manee, Way.PAST)
    assert Plan.objects.get(pk=plan.pk).is_from_paper and stored(plan) == document


def test_what_is_not_chosen_stays_out(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency), manee, chosen={2})
    assert [each.question for each in Measure.objects.filter(plan=plan)] == [UNCODED.question]


def test_taking_again_changes_nothing(agency: Agency, manee: User) -> None:
    document = a_document(agency)
    plan = taken(agency, document, manee, with_progress=True)
    keys = list(Measure.objects.values_list("pk", flat=True))
    taken(agency, document, manee, with_progress=True)
    assert stored(plan) == document
    assert list(Measure.objects.values_list("pk", flat=True)) == keys and not Revision.objects.exists()


def test_a_measure_that_differs_gets_the_words_only_where_it_is_chosen(agency: Agency, manee: User) -> None:
    document = a_document(agency)
    plan = taken(agency, document, manee, with_progress=True)
    other = replace(
        CODED,
        steps=(MarkedText("1.", "ปรับปรุงเว็บไซต์ (อ้างอิงจาก o13)"),),
        actions=CODED.actions[1:],
        details=CODED.details[:1],
        officers=(Officer("นางแก้ว ขวัญใจ", "", "", "นางแก้ว ขวัญใจ"),),
    )
    changed = replace(document, measures=(other, *document.measures[1:]))
    taken(agency, changed, manee, chosen=[2, 3], with_progress=True)
    assert stored(plan) == document
    taken(agency, changed, manee, chosen=[1], with_progress=True)
    assert stored(plan) == changed
    kept = {(each.kind, each.text) for each in Revision.objects.all()}
    assert kept == {
        ("step", "แจ้งประชาชน"),
        ("detail", "งบประมาณ : ไม่ใช้งบประมาณ"),
        ("officers", "นายมานะ ใจกล้า นายช่างโยธา กองช่าง"),
    }
    assert [each.text for each in Action.objects.exclude(removed_at=None)] == [CODED.actions[0].text]
    assert {each.by for each in Revision.objects.all()} == {manee}


def test_progress_that_is_not_asked_for_stays_when_the_words_are_replaced(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency), manee, with_progress=True)
    other = replace(CODED, heading="มาตรการข้อ E13 ระบบออนไลน์ :", question="ระบบออนไลน์", actions=(), outcomes=())
    taken(agency, a_document(agency, other), manee)
    measure = stored(plan).measures[0]
    assert (measure.question, measure.actions) == ("ระบบออนไลน์", CODED.actions)
    assert Revision.objects.get().text == CODED.heading


def test_a_measure_that_nobody_may_change_is_refused_by_name(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency), manee)
    Measure.objects.filter(plan=plan, code="E13").update(state=State.TAKEN)
    changed = a_document(agency, replace(CODED, details=()), UNCODED)
    reason = refused(agency, changed, manee)
    assert reason.startswith("มาตรการที่ 1 (ข้อ E13): มาตรการ E13 E14 ตรวจรับแล้ว จึงแก้ไขไม่ได้")
    taken(agency, changed, manee, chosen=[2])


def test_words_that_changed_since_they_were_seen_are_not_replaced(agency: Agency, manee: User) -> None:
    document = a_document(agency)
    plan = taken(agency, document, manee)
    seen = compare(agency, document, 2566).revision
    Measure.objects.filter(code="E13").update(question="อีกคำหนึ่ง", heading_as_written="")
    Plan.objects.filter(pk=plan.pk).update(revision=seen + 1)
    assert "มีผู้แก้ไขมาตรการของปี 2566" in refused(agency, document, manee, seen=seen)
    taken(agency, document, manee, seen=seen + 1)
    assert Measure.objects.get(code="E13").question == CODED.question


def test_a_year_to_come_is_refused(agency: Agency, manee: User) -> None:
    assert "พบปี 2569 ซึ่งยังมาไม่ถึง" in refused(agency, a_document(agency, year=2569), manee)
    assert "ยังมาไม่ถึง" in refused(agency, a_document(agency), manee, year=2569)
    reason = refused(agency, a_document(agency, year=2567), manee, way=Way.PAST)
    assert reason == "ปีของมาตรการ: ปี 2567 ยังไม่เริ่ม จึงนำเข้าเป็นรายงานของปีที่ผ่านมาไม่ได้ โปรดเลือกแผนของปี"
    assert taken(agency, a_document(agency, year=2567), manee).year == 2567


def test_a_year_before_all_others_is_refused(agency: Agency, manee: User) -> None:
    assert "เก่ากว่าที่ระบบรับได้" in refused(agency, a_document(agency), manee, year=2550, way=Way.MEASURES)


def test_what_was_done_in_one_year_is_not_put_into_another(agency: Agency, manee: User) -> None:
    reason = refused(agency, a_document(agency), manee, year=2565, way=Way.PAST)
    assert "ผลการดำเนินการในไฟล์เป็นของปี 2566 จึงนำเข้าในปี 2565 ไม่ได้" in reason


def test_a_year_of_the_portal_becomes_none_on_paper(agency: Agency, manee: User) -> None:
    document = a_document(agency, year=2565)
    taken(agency, document, manee)
    assert "ปี 2565 มีมาตรการหรือรายงานที่จัดทำในระบบอยู่แล้ว" in refused(agency, document, manee, way=Way.PAST)
    Plan.objects.update(is_from_paper=True)
    taken(agency, document, manee, Way.PAST)


def test_a_year_that_was_begun_and_is_empty_may_be_one_on_paper(agency: Agency, manee: User) -> None:
    a_plan(agency, 2565)
    assert taken(agency, a_document(agency, year=2565), manee, Way.PAST).is_from_paper


@pytest.mark.parametrize("way", Way)
def test_a_report_under_way_is_left_alone(agency: Agency, manee: User, way: Way) -> None:
    plan = a_plan(agency)
    report = Report.objects.create(plan=plan, kind="result")
    Edition.objects.create(report=report, title="รายงาน", state=Edition.State.APPROVED)
    assert "รายงานของปี 2566 อนุมัติแล้ว" in refused(agency, a_document(agency), manee, way=way)


def test_another_agencys_report_and_people_are_refused(agency: Agency, manee: User) -> None:
    other = an_agency("elsewhere")
    assert "ไม่ใช่ของ" in refused(agency, a_document(other), manee)
    before = everything_stored()
    for who in (a_user("stranger", Role.COORDINATOR, agency=other), a_user("mana", Role.OFFICER, agency=agency)):
        with pytest.raises(Refused):
            taken(agency, a_document(agency), who)
    after = everything_stored()
    assert [table for table in before if before[table] != after[table] and "measures" in table] == []
    assert not Plan.objects.exists()


def test_a_document_without_an_agency_is_the_persons_own(agency: Agency, manee: User) -> None:
    taken(agency, replace(a_document(agency), agency=""), manee)
    assert Plan.objects.get().agency == agency


def test_a_measure_that_the_file_lacks_and_one_without_a_question_are_refused(agency: Agency, manee: User) -> None:
    assert "ไม่มีมาตรการที่ 9 ในไฟล์" in refused(agency, a_document(agency), manee, chosen=[9])
    mute = a_document(agency, CODED, replace(UNCODED, question=""))
    assert refused(agency, mute, manee) == "มาตรการที่ 2: ไม่มีข้อคำถามหรือตัวชี้วัดหลังรหัสข้อ"
    taken(agency, mute, manee, chosen=[1])


def test_doubts_of_measures_stay_with_the_year_and_others_with_the_whole(agency: Agency, manee: User) -> None:
    doubts = [Doubt("numbers:E13", "มาตรการที่ 1 (ข้อ E13)", "เลขข้อไม่ต่อกัน"), Doubt("agency", "หน่วยงาน", "ชื่ออื่น")]
    plan = taken(agency, a_document(agency), manee, doubts=doubts)
    assert [each["key"] for each in editions.latest(plan).import_doubts] == ["numbers:E13"]
    again = an_agency("elsewhere")
    by = a_user("piti", Role.COORDINATOR, agency=again)
    plan = taken(again, a_document(again), by, with_progress=True, doubts=doubts)
    assert [each["key"] for each in editions.latest(plan).import_doubts] == ["numbers:E13", "agency"]


def test_what_was_taken_is_in_the_log(agency: Agency, manee: User) -> None:
    taken(agency, a_document(agency), manee, with_progress=True)
    changed = a_document(agency, replace(CODED, details=(), actions=(), outcomes=(), officers=()), UNCODED)
    plan = taken(agency, changed, manee, with_progress=True)
    first, *parts, last = AuditEvent.objects.order_by("seq")
    assert [each.action for each in parts] == ["measure.changed", "officers.assigned", "progress.saved"]
    assert [(each.action, each.subject, each.actor) for each in (first, last)] == [
        ("report.imported", f"plan:{plan.pk}", manee.pk)
    ] * 2
    assert '"measures":0,"replaced":1,"way":"plan"' in last.data and verify().whole


def test_an_officer_is_made_once_and_gets_their_account(agency: Agency, manee: User) -> None:
    mana = a_user("mana", Role.OFFICER, agency=agency)
    taken(agency, a_document(agency), manee)
    assert [(each.name, each.user) for each in OfficerModel.objects.all()] == [("นายมานะ ใจกล้า", mana)]


def test_officers_and_divisions_that_the_agency_has_are_not_made_again(agency: Agency, manee: User) -> None:
    unit = a_unit(agency)
    mana = OfficerModel.objects.create(agency=agency, name="นายมานะ ใจกล้า", post="นายช่างโยธา", unit=unit)
    document = a_document(agency)
    taken(agency, document, manee)
    assert (agency.units.get(), OfficerModel.objects.get()) == (unit, mana)
    duty = Measure.objects.get(code="E13").duties.get()
    assert (duty.officer, duty.as_written) == (mana, "นายมานะ ใจกล้า นายช่างโยธา กองช่าง")
    assert {each.found for each in compare(agency, document, 2566, with_progress=False).measures} == {Found.SAME}


def test_a_measure_that_only_the_tables_hold_stays(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency), manee)
    taken(agency, a_document(agency, OF_A_TOOL), manee, Way.MEASURES)
    assert len(stored(plan).measures) == 3


def test_a_new_measure_stands_behind_the_others(agency: Agency, manee: User) -> None:
    plan = taken(agency, a_document(agency, UNCODED), manee)
    taken(agency, a_document(agency, OF_A_TOOL, UNCODED, CODED), manee, Way.MEASURES)
    assert [each.question for each in stored(plan).measures] == [
        UNCODED.question,
        OF_A_TOOL.question,
        CODED.question,
    ]


def test_the_command_line_replaces_nobodys_words(agency: Agency) -> None:
    adopt(a_document(agency))
    changed = a_document(agency, replace(CODED, details=()))
    with pytest.raises(ValueError, match="nobody"):
        taken(agency, changed, None, chosen=[1])
    assert [each.found for each in compare(agency, changed, 2566).measures] == [Found.DIFFERENT]
