"""What each document takes of the year's measures, what it still lacks, and what the report owes the signed plan."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.permissions import Role
from document import ReportDocument
from measures.models import Action, Detail, Measure, State
from reports.compiling import edition as editions
from reports.compiling.adopt import adopt
from reports.compiling.assemble import assemble
from reports.compiling.completeness import MUST, SHOULD, check
from reports.compiling.kept import contents
from reports.compiling.kinds.measures_told import DONE, NOT_BEGUN, UNDER_WAY
from reports.models import Edition, Round
from reports.models.kinds import Kind
from tests.document.other_kinds import a_plan
from tests.factories import a_measure
from tests.reports.office import Office, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def document_of(office: Office, kind: Kind) -> ReportDocument:
    return assemble(office.plan, editions.latest(office.plan, kind))


def must(office: Office, kind: Kind) -> set[str]:
    document = document_of(office, kind)
    lines = check(office.plan, document, (), approver=editions.latest(office.plan, kind).approver)
    return {line.title for line in lines if line.level == MUST}


def action(measure: Measure, text: str, start: date | None, end: date | None) -> Action:
    position = measure.actions.count()
    return Action.objects.create(measure=measure, position=position, text=text, start_on=start, end_on=end)


@pytest.mark.parametrize("kind", Kind)
def test_a_document_is_plain_also_before_anything_is_saved(kind: Kind) -> None:
    document = document_of(an_office(), kind)
    assert type(document.kind) is str and document.kind == kind
    assert b"reports.models" not in pickle.dumps(document)  # it is drawn by a process without models


def test_a_plan_says_nothing_of_what_was_done() -> None:
    office = an_office(Kind.PLAN)
    document = document_of(office, Kind.PLAN)
    assert document.columns == Kind.PLAN.declared.layout.columns
    assert [(each.actions, each.outcomes, each.standing) for each in document.measures] == [((), (), "")]
    assert document.analysis.ways and not document.problems


def test_a_due_day_is_the_period_of_a_measure_that_has_no_other() -> None:
    office = an_office(Kind.PLAN)
    Detail.objects.filter(kind="period").delete()
    assert must(office, Kind.PLAN) >= {"ระยะเวลาและการติดตาม"}
    Measure.objects.update(due_on=date(2023, 9, 29))
    [measure] = document_of(office, Kind.PLAN).measures
    assert [each.text for each in measure.details if each.kind == "period"] == ["ภายในวันที่ 29 กันยายน 2566"]
    assert "ระยะเวลาและการติดตาม" not in must(office, Kind.PLAN)
    assert not any(each.kind == "period" for each in document_of(office, Kind.RESULT).measures[0].details)


def test_a_progress_report_tells_what_began_by_the_end_of_march() -> None:
    office = an_office(Kind.PROGRESS)
    measure = Measure.objects.get()
    Action.objects.all().delete()
    early = action(measure, "จัดอบรม", date(2023, 3, 31), date(2023, 5, 1))
    action(measure, "ติดป้าย", date(2023, 4, 1), date(2023, 4, 1))
    action(measure, "ไม่รู้วัน", None, None)
    [told] = document_of(office, Kind.PROGRESS).measures
    assert [each.text for each in told.actions] == ["จัดอบรม", "ไม่รู้วัน"] and told.outcomes == ()
    assert told.standing == UNDER_WAY
    Measure.objects.update(state=State.TAKEN)
    assert document_of(office, Kind.PROGRESS).measures[0].standing == UNDER_WAY  # something came later
    Action.objects.filter(text="ติดป้าย").delete()
    assert document_of(office, Kind.PROGRESS).measures[0].standing == DONE
    Action.objects.exclude(pk=early.pk).delete()
    Action.objects.update(start_on=date(2023, 6, 1), end_on=None, open_ended=True)
    assert document_of(office, Kind.PROGRESS).measures[0].standing == NOT_BEGUN


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.PROGRESS])
def test_measures_need_not_be_taken_and_lists_must_be_typed(kind: Kind) -> None:
    office = an_office(kind)
    assert must(office, kind) == {"ผู้อนุมัติ"}
    layout = kind.declared.layout
    Edition.objects.filter(report__kind=kind).update(**{each.name: "" for each in (*layout.before, *layout.after)})
    assert must(office, kind) == {"ผู้อนุมัติ", kind.declared.lists_title}


def test_the_form_of_a_plan_saves_its_lists_and_keeps_what_they_said(client: Client) -> None:
    office = an_office(Kind.PLAN)
    client.force_login(office.person("mana", Role.COORDINATOR))
    page = client.get(office.url())
    form = page.context["form"]
    assert {"defects", "developments", "ways"} <= set(form.fields) and not {"problems", "suggestions"} & set(
        form.fields
    )
    typed = {**{name: form[name].value() or "" for name in form.fields}, "ways": "จัดทำคู่มือ", "do": "save"}
    assert client.post(office.url(), typed).status_code == 302
    edition = editions.latest(office.plan, Kind.PLAN)
    assert edition.ways == "จัดทำคู่มือ" and edition.defects == "1. ขั้นตอนการให้บริการยังไม่ชัดเจน"
    assert [(each.field, each.text) for each in edition.revisions.all()] == [("ways", "1. ขั้นตอนการให้บริการยังไม่ชัดเจน")]
    assert editions.latest(office.plan).opening != edition.opening


def test_the_report_names_each_measure_of_the_signed_plan_that_it_leaves_out(client: Client) -> None:
    office = an_office(Kind.PLAN)
    mana = office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    who = list(Measure.objects.get().officers.all())
    other = a_measure(office.plan, "E14", question="เปิดโอกาสให้มีส่วนร่วมปรับปรุงงาน", officers=who)
    Detail.objects.create(measure=other, position=0, kind="period", text="ตลอดปี")
    made = office.submit(mana)
    assert len(made.read().measures) == 2

    def unanswered() -> list[str]:
        contents.forget()  # no event tells of what is written here
        edition = editions.latest(office.plan)
        found = editions.open_doubts(edition, assemble(office.plan, edition))
        return [doubt.place for doubt in found if doubt.kind == "unanswered"]

    Measure.objects.filter(pk=other.pk).update(removed_at=made.submitted_at)
    assert unanswered() == []  # the plan is not signed yet
    Edition.objects.filter(pk=made.edition_id).update(state=Edition.State.SIGNED)
    assert unanswered() == ["มาตรการ E14"]
    client.force_login(mana)
    report = f"/a/{office.agency.slug}/{office.plan.year}/report/"
    assert "แผนมาตรการที่ลงนามแล้วมีมาตรการนี้" in client.get(report).content.decode()
    Measure.objects.filter(pk=other.pk).update(removed_at=None, code="E15", code_as_written="E15")
    assert unanswered() == []  # another code, the same question
    assert Round.objects.count() == 1


@pytest.mark.parametrize("kind", Kind)
def test_an_opening_of_another_year_is_asked_about(kind: Kind) -> None:
    office = an_office(kind)

    def asked(opening: str) -> bool:
        Edition.objects.filter(report__kind=kind).update(opening=opening)
        lines = check(office.plan, document_of(office, kind), (), approver=None)
        return any(line.level == SHOULD and line.title == "ข้อความนำและปีที่อ้างอิง" for line in lines)

    assert not asked(kind.declared.words_of_opening(2565, 2566))
    assert asked(kind.declared.words_of_opening(2564, 2565))
    assert not asked("หน่วยงานขอรายงานดังนี้")


def test_a_plan_of_another_portal_is_taken_over_as_it_was() -> None:
    document = replace(a_plan(), agency="องค์การบริหารส่วนตำบลอื่น")
    plan = adopt(document).report.plan
    again = assemble(plan, editions.latest(plan, Kind.PLAN))
    assert replace(again, reporter=document.reporter) == document  # whose post their record has
    assert editions.latest(plan)._state.adding  # the year has no result report yet


def test_a_command_writes_each_document(tmp_path: Path) -> None:
    office = an_office(Kind.PLAN)
    written = tmp_path / "plan.json"
    asked = {"agency": office.agency.name, "year": office.plan.year}
    call_command("export_report", str(written), **asked, document="plan")
    assert json.loads(written.read_bytes())["kind"] == "plan"
    call_command("export_report", str(written), **asked, document="report")
    assert json.loads(written.read_bytes())["kind"] == "result"
