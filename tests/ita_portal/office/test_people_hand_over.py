"""Officers are records of their own; their measures go to a successor in one step, save those that are decided on."""

import json

import pytest
from django.core.exceptions import ValidationError

from accounts.access import Refused
from accounts.changed import Changed, digest
from audit.models import AuditEvent
from measures.forms.people import OfficerForm
from measures.models import Measure, MeasureOfficer, Officer, Plan, State
from measures.services import people
from measures.services.people import OfficerFacts
from tests.accounts.making import a_plan
from tests.accounts.office import Office, actions_recorded, an_office, signed_in
from tests.browsing import words_of

pytestmark = pytest.mark.django_db


def an_officer(office: Office, name: str, **more: object) -> Officer:
    return Officer.objects.create(agency=office.agency, name=name, **more)


def a_measure(plan: Plan, code: str, *officers: Officer, state: State = State.OPEN) -> Measure:
    measure = Measure.objects.create(
        plan=plan, code=code, code_as_written=code, tool="EIT", question="ข้อคำถาม", state=state
    )
    for position, officer in enumerate(officers):
        MeasureOfficer.objects.create(measure=measure, officer=officer, position=position, as_written=officer.name)
    return measure


def names(measure: Measure) -> list[str]:
    return [duty.officer.name for duty in measure.duties.select_related("officer")]


def test_the_successor_takes_the_place_and_the_others_keep_theirs() -> None:
    office = an_office()
    old, new, third = (an_officer(office, name) for name in ("นายเก่า", "นายใหม่", "นายสาม"))
    plan = a_plan(office.agency)
    first, second = a_measure(plan, "E1", old, third), a_measure(plan, "E2", third, old)
    done = people.hand_over(officer=old, to=new, measures=[first.pk, second.pk], by=office.wilai)
    assert set(done.done) == {first, second}
    assert names(first) == ["นายใหม่", "นายสาม"]
    assert names(second) == ["นายสาม", "นายใหม่"]
    assert first.duties.get(officer=third).as_written == "นายสาม"
    assert first.duties.get(officer=new).as_written == ""


def test_a_successor_who_stands_there_already_stands_once() -> None:
    office = an_office()
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    measure = a_measure(a_plan(office.agency), "E1", old, new)
    people.hand_over(officer=old, to=new, measures=[measure.pk], by=office.wilai)
    assert names(measure) == ["นายใหม่"]


@pytest.mark.parametrize("state", [State.HANDED_IN, State.TAKEN])
def test_what_waits_or_was_taken_stays_as_it_was_decided_on(state: State) -> None:
    office = an_office()
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    plan = a_plan(office.agency)
    closed, open_ = a_measure(plan, "E1", old, state=state), a_measure(plan, "E2", old)
    result = people.hand_over(officer=old, to=new, measures=[closed.pk, open_.pk], by=office.wilai)
    assert (result.done, result.locked) == ((open_,), (closed,))
    assert (names(closed), names(open_)) == (["นายเก่า"], ["นายใหม่"])


def test_only_the_chosen_measures_of_that_officer_go() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    other = an_officer(elsewhere, "นายอื่น")
    plan = a_plan(office.agency)
    kept, gone = a_measure(plan, "E1", old), a_measure(plan, "E2", old)
    foreign = a_measure(a_plan(elsewhere.agency), "E1", other)
    result = people.hand_over(officer=old, to=new, measures=[gone.pk, foreign.pk], by=office.wilai)
    assert result.done == (gone,)
    assert (names(kept), names(gone), names(foreign)) == (["นายเก่า"], ["นายใหม่"], ["นายอื่น"])


def test_the_trail_has_it_on_the_officer_and_on_each_measure() -> None:
    office = an_office()
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    plan = a_plan(office.agency)
    measures = [a_measure(plan, "E1", old), a_measure(plan, "E2", old)]
    people.hand_over(officer=old, to=new, measures=[each.pk for each in measures], by=office.wilai)
    assert actions_recorded() == ["officers.assigned", "officers.assigned", "officer.handed_over"]
    event = AuditEvent.objects.get(action="officer.handed_over")
    assert event.subject == f"officer:{old.pk}"
    assert json.loads(event.data) == {"to": new.pk, "measures": sorted(each.pk for each in measures)}
    assert Plan.objects.get(pk=plan.pk).revision == 1


def test_nothing_to_hand_over_is_recorded_as_nothing() -> None:
    office = an_office()
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    assert people.hand_over(officer=old, to=new, measures=[], by=office.wilai).done == ()
    assert actions_recorded() == []


def test_neither_to_oneself_nor_to_another_agency() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    old = an_officer(office, "นายเก่า")
    for to in (old, an_officer(elsewhere, "นายอื่น")):
        with pytest.raises(ValidationError):
            people.hand_over(officer=old, to=to, measures=[], by=office.wilai)


def test_only_an_administrator_of_the_agency_hands_over() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    measure = a_measure(a_plan(office.agency), "E1", old)
    for by in (office.kanda, elsewhere.wilai):
        with pytest.raises(Refused):
            people.hand_over(officer=old, to=new, measures=[measure.pk], by=by)
    assert names(measure) == ["นายเก่า"]


def test_the_page_ticks_the_latest_year_and_names_what_is_locked() -> None:
    office = an_office()
    old, new = an_officer(office, "นายเก่า"), an_officer(office, "นายใหม่")
    last, this = a_plan(office.agency, 2565), a_plan(office.agency, 2566)
    before, now = a_measure(last, "E1", old), a_measure(this, "E2", old)
    a_measure(this, "E3", old, state=State.TAKEN)
    client = signed_in(office.wilai)
    page = client.get(office.url(f"officers/{old.pk}/hand-over/")).content.decode()
    ticked = [
        part.split('"')[0] for part in page.split('name="measures" value="')[1:] if "checked" in part.split(">")[0]
    ]
    assert ticked == [str(now.pk)]
    assert "ปี 2566 ข้อ E3 (ตรวจรับแล้ว)" in page
    data = {"to": new.pk, "measures": [now.pk]}
    said = client.post(office.url(f"officers/{old.pk}/hand-over/"), data, follow=True).content.decode()
    assert "ส่งมอบ 1 มาตรการจากนายเก่าให้นายใหม่แล้ว" in said
    assert (names(before), names(now)) == (["นายเก่า"], ["นายใหม่"])


def test_with_nothing_to_hand_over_there_is_no_form_and_the_page_says_why() -> None:
    office = an_office()
    old = an_officer(office, "นายเก่า")
    a_measure(a_plan(office.agency), "E1", old, state=State.TAKEN)
    page = signed_in(office.wilai).get(office.url(f"officers/{old.pk}/hand-over/"))
    assert "ไม่มีมาตรการที่ต้องส่งมอบ" in words_of(page) and "ส่งมอบมาตรการที่เลือก" not in words_of(page)
    assert 'name="to"' not in page.content.decode()


def test_an_officer_needs_no_account_and_may_be_given_one_of_the_agency() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    client = signed_in(office.wilai)
    data = {"name": "นายธนกร พัฒน์ไพร", "post": "ผู้อำนวยการกองช่าง", "is_active": "on"}
    client.post(office.url("officers/add/"), data)
    officer = Officer.objects.get(name="นายธนกร พัฒน์ไพร")
    assert (officer.user, officer.agency) == (None, office.agency)
    facts = people.facts_of(officer)
    base = OfficerForm.version(digest(facts), vars(facts)).sign()
    foreign = client.post(office.url(f"officers/{officer.pk}/"), {**data, "user": elsewhere.kanda.pk, "base": base})
    assert foreign.status_code == 422
    client.post(office.url(f"officers/{officer.pk}/"), {**data, "user": office.kanda.pk, "base": base})
    assert Officer.objects.get(pk=officer.pk).user == office.kanda


def test_two_officers_of_one_name_post_and_unit_are_refused() -> None:
    office = an_office()
    facts = OfficerFacts("นายธนกร", "", None, None, True)
    people.add(agency=office.agency, facts=facts, by=office.wilai)
    with pytest.raises(ValidationError, match="อยู่แล้ว"):
        people.add(agency=office.agency, facts=facts, by=office.wilai)


def test_who_saves_an_officer_second_is_shown_the_first() -> None:
    office = an_office()
    officer = an_officer(office, "นายธนกร")
    seen = digest(people.facts_of(officer))
    people.change(officer=officer, facts=OfficerFacts("นายธนากร", "", None, None, True), base=seen, by=office.wilai)
    with pytest.raises(Changed):
        people.change(officer=officer, facts=OfficerFacts("นายธนกิจ", "", None, None, True), base=seen, by=office.wilai)


def test_a_changed_line_makes_reports_under_way_old() -> None:
    office = an_office()
    officer, plan = an_officer(office, "นายธนกร"), a_plan(office.agency)
    a_measure(plan, "E1", officer)
    for facts, revision in (
        (OfficerFacts("นายธนกร", "", None, office.kanda.pk, True), 0),
        (OfficerFacts("นายธนากร", "", None, office.kanda.pk, True), 1),
    ):
        stored = digest(people.facts_of(Officer.objects.get(pk=officer.pk)))
        people.change(officer=officer, facts=facts, base=stored, by=office.wilai)
        assert Plan.objects.get(pk=plan.pk).revision == revision
