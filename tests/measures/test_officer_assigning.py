"""Who answers for a measure: several at once, in order, never over a colleague's choice."""

from __future__ import annotations

import json

import pytest

from accounts.access import Refused
from audit.models import AuditEvent
from measures.models import Measure, MeasureOfficer, Officer
from measures.services import officers
from measures.services.officers import Changed, NewOfficer
from tests.factories import NOON, a_unit, an_agency, an_officer
from tests.measures.conftest import Office
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(office: Office) -> Measure:
    """Which นายสมคิด of กองช่าง answers for."""
    return office.measure()


def names(measure: Measure) -> list[str]:
    return [duty.officer.name for duty in measure.duties.all()]


def test_several_are_set_in_order(office: Office, measure: Measure) -> None:
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=office.health)
    new = NewOfficer("นายปิติ พาที", "นักวิชาการสาธารณสุข", office.health)
    officers.assign(
        measure=measure, officers=[kaeo, new, office.somkid], seen=[office.somkid.pk], by=office.mana, now=NOON
    )
    assert names(measure) == ["นางแก้ว ขวัญใจ", "นายปิติ พาที", "นายสมคิด ใจดี"]
    assert Officer.objects.get(name="นายปิติ พาที").line == f"นายปิติ พาที นักวิชาการสาธารณสุข {office.health.name}"
    event = AuditEvent.objects.get()
    assert (event.action, event.subject) == ("officers.assigned", f"measure:{measure.pk}")
    assert json.loads(event.data) == {"officers": officers.current(measure)}
    measure.plan.refresh_from_db()
    assert measure.plan.revision == 1


def test_a_new_officer_who_is_in_the_list_already_is_that_one(office: Office, measure: Measure) -> None:
    said = NewOfficer(office.somkid.name, "", office.works)
    kaeo = NewOfficer("นางแก้ว ขวัญใจ", "", None)
    officers.assign(measure=measure, officers=[kaeo, said, kaeo], seen=[office.somkid.pk], by=office.mana, now=NOON)
    assert names(measure) == ["นางแก้ว ขวัญใจ", "นายสมคิด ใจดี"]
    assert Officer.objects.count() == 2


def test_a_name_typed_alone_is_whom_the_list_has_and_a_members_name_is_their_account(
    office: Office, measure: Measure
) -> None:
    typed = [NewOfficer(office.somkid.name.replace(" ", "  "), "", None), NewOfficer(office.mana.name, "", None)]
    officers.assign(measure=measure, officers=typed, seen=[office.somkid.pk], by=office.mana, now=NOON)
    first, second = (duty.officer for duty in measure.duties.all())
    assert (first, second.user) == (office.somkid, office.mana)
    other = NewOfficer(office.somkid.name, "นายช่างโยธา", office.health)
    assert officers.known(office.plan.agency, other) is None


def test_none_at_all_can_be_set(office: Office, measure: Measure) -> None:
    officers.assign(measure=measure, officers=[], seen=[office.somkid.pk], by=office.manee, now=NOON)
    assert names(measure) == []


def test_the_files_own_wording_of_an_officer_stays_with_them(office: Office, measure: Measure) -> None:
    MeasureOfficer.objects.update(as_written="นายสมคิด ใจดี ช่างโยธา")
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ")
    officers.assign(measure=measure, officers=[kaeo, office.somkid], seen=[office.somkid.pk], by=office.mana, now=NOON)
    assert [duty.as_written for duty in measure.duties.all()] == ["", "นายสมคิด ใจดี ช่างโยธา"]


def test_the_same_officers_again_write_nothing(office: Office, measure: Measure) -> None:
    before = everything_stored()
    for seen in ([office.somkid.pk], [], [999]):
        officers.assign(measure=measure, officers=[office.somkid], seen=seen, by=office.mana, now=NOON)
    assert everything_stored() == before


def test_who_saw_another_list_is_told_and_nothing_is_written(office: Office, measure: Measure) -> None:
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ")
    before = everything_stored()
    with pytest.raises(Changed) as changed:
        officers.assign(
            measure=measure, officers=[kaeo, NewOfficer("ใหม่", "", None)], seen=[], by=office.mana, now=NOON
        )
    assert changed.value.theirs == [office.somkid]
    assert everything_stored() == before


def test_an_officer_or_unit_of_another_agency_is_refused(office: Office, measure: Measure) -> None:
    elsewhere = an_agency("elsewhere")
    strangers: list[Officer | NewOfficer] = [
        an_officer(elsewhere, "นายไกล บ้านอื่น"),
        NewOfficer("นายปิติ พาที", "", a_unit(elsewhere)),
    ]
    before = everything_stored()
    for stranger in strangers:
        with pytest.raises(ValueError, match="of another agency"):
            officers.assign(measure=measure, officers=[stranger], seen=[office.somkid.pk], by=office.manee, now=NOON)
    assert everything_stored() == before


def test_who_does_not_answer_for_the_measure_assigns_nobody(office: Office, measure: Measure) -> None:
    with pytest.raises(Refused):
        officers.assign(measure=measure, officers=[], seen=[office.somkid.pk], by=office.piti, now=NOON)
    assert names(measure) == ["นายสมคิด ใจดี"]
