"""Nobody changes a measure that waits or was taken: every service refuses, and says who can open it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audit.models import AuditEvent
from measures.models import Measure, Officer, Plan, State
from measures.services import measure as measures
from measures.services import officers, progress
from measures.services.decision import digest_of
from measures.services.measure import Wanted
from measures.services.permission import Locked
from measures.services.rows import Content, Row
from tests.measures.reviewing import NOW, Office, again, an_office

pytestmark = pytest.mark.django_db

Edit = Callable[[Office, Measure], object]


def save_progress(office: Office, measure: Measure) -> None:
    row = Row(None, Content("อีกเรื่องหนึ่ง"))
    progress.save(measure=measure, actions=[row], outcomes=[], by=office.people["officer"], now=NOW)


def restore_row(office: Office, measure: Measure) -> None:
    progress.restore(row=measure.outcomes.removed().get(), by=office.people["officer"])


def assign(office: Office, measure: Measure) -> None:
    other = Officer.objects.create(agency=office.plan.agency, name="นายใหม่ มาแทน")
    seen = officers.current(measure)
    officers.assign(measure=measure, officers=[other], seen=seen, by=office.people["coordinator"], now=NOW)


def reword(office: Office, measure: Measure) -> None:
    base = measures.digest(measure)
    wanted = Wanted("E14", "E14", "EIT", "คำถามใหม่", None, ("ทำ",), base)
    measures.save(plan=measure.plan, measure=measure, wanted=wanted, by=office.people["coordinator"], now=NOW)


def date_references(office: Office, measure: Measure) -> None:
    years = {measure.references.get().pk: 2565}
    measures.date_references(measure=measure, years=years, by=office.people["coordinator"])


def remove(office: Office, measure: Measure) -> None:
    measures.remove(measure=measure, by=office.people["coordinator"], now=NOW)


EDITS: list[Edit] = [save_progress, restore_row, assign, reword, date_references, remove]


def a_full_measure(office: Office, state: State) -> Measure:
    measure = office.measure()
    measure.references.create(position=0, code="O8", as_written="๐8", year=2566)
    measure.outcomes.create(position=9, text="เดิม", removed_at=NOW)
    Measure.objects.filter(pk=measure.pk).update(state=state)
    return again(measure)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("state", [State.HANDED_IN, State.TAKEN])
def test_a_measure_that_waits_or_was_taken_stays_as_it_is(state: State, edit: Edit) -> None:
    office = an_office()
    measure = a_full_measure(office, state)
    before = (digest_of(measure), AuditEvent.objects.count(), Plan.objects.get(pk=office.plan.pk).revision)
    with pytest.raises(Locked) as locked:
        edit(office, measure)
    assert (digest_of(measure), AuditEvent.objects.count(), Plan.objects.get(pk=office.plan.pk).revision) == before
    assert again(measure).removed_at is None
    assert "ผู้ประสานงาน ITA (นางจันทร์ แจ่มใส หรือ นายมานะ สุจริตธรรม)" in locked.value.reason


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("state", [State.OPEN, State.RETURNED, State.REOPENED])
def test_a_measure_that_is_open_can_be_changed(state: State, edit: Edit) -> None:
    office = an_office()
    measure = a_full_measure(office, state)
    edit(office, measure)
    assert AuditEvent.objects.count() == 1
    assert again(measure).state == state


def test_while_it_waits_the_refusal_names_the_sender_who_can_recall() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    with pytest.raises(Locked) as locked:
        save_progress(office, measure)
    assert "นางสาวกานดา ใจงาม ผู้ส่งตรวจเรียกคืนได้" in locked.value.reason


@pytest.mark.parametrize("page", ["progress", "action_new", "officers", "change", "references"])
def test_the_form_of_a_locked_measure_leads_back_to_it_with_the_reason(page: str) -> None:
    office = an_office()
    measure = a_full_measure(office, State.TAKEN)
    response = office.client("coordinator").get(office.url(page, measure), follow=True)
    assert response.redirect_chain == [(office.url("measure", measure), 302)]
    assert "ตรวจรับแล้ว จึงแก้ไขไม่ได้" in response.content.decode()


def test_words_typed_while_a_colleague_handed_in_come_back_with_the_form() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    typed = {
        **{"actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0", "actions-0-text": "ประชุมประชาคม 4 ครั้ง"},
        **{"outcomes-TOTAL_FORMS": "0", "outcomes-INITIAL_FORMS": "0", "do": "save"},
    }
    response = office.client("officer").post(office.url("action_new", measure), typed)
    assert response.status_code == 409
    page = response.content.decode()
    assert "ประชุมประชาคม 4 ครั้ง</textarea>" in page
    assert "เรียกคืนได้" in page
    assert measure.actions.count() == 1
