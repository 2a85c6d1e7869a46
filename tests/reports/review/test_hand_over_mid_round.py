"""An officer hands over while the report waits for its approver: what was frozen stands, and nobody edits it later."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.services import membership
from measures.models import Measure, MeasureOfficer, Officer, State
from measures.services import people
from measures.services.decision import decide
from reports.models import Edition, Round
from tests.reports.office import NOW, Office, an_office, approve
from tests.reports.office import decide as judge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def place() -> Office:
    made = an_office()
    made.person("mana", Role.COORDINATOR)
    made.person("wilai", Role.ADMINISTRATOR)
    made.name_approver(made.person("somsak", Role.APPROVER))
    for name in ("kanda", "suda"):
        user = made.person(name, Role.OFFICER)
        Officer.objects.create(agency=made.agency, name=user.name, user=user)
    measure = Measure.objects.get(plan=made.plan)
    measure.duties.all().delete()
    MeasureOfficer.objects.create(measure=measure, officer=the("kanda"), position=0)
    return made


def the(name: str) -> Officer:
    return Officer.objects.get(user__username=name)


def user(name: str) -> User:
    return User.objects.get(username=name)


def hand_over(place: Office) -> people.HandedOver:
    keys = list(place.plan.measures.values_list("pk", flat=True))
    return people.hand_over(officer=the("kanda"), to=the("suda"), measures=keys, by=user("wilai"))


def returned(place: Office) -> Round:
    made = place.submit(user("mana"))
    judge(made, "return", user("somsak"))
    return made


def reopened(place: Office) -> Measure:
    measure = Measure.objects.get(plan=place.plan)
    decide(measure=measure, move="reopen", by=user("mana"), now=NOW, comment="ขอให้เพิ่ม")
    return Measure.objects.select_related("plan__agency").get(plan=place.plan)


def page(name: str, place: Office, measure: Measure) -> int:
    client = Client()
    client.force_login(user(name))
    return client.get(f"/a/{place.agency.slug}/{place.plan.year}/measures/{measure.pk}/progress/").status_code


def test_what_was_taken_stays_with_the_officer_whom_the_round_names(place: Office) -> None:
    made = place.submit(user("mana"))
    assert [each.code for each in hand_over(place).locked] == [Measure.objects.get().code]
    assert Measure.objects.get().duties.get().officer == the("kanda")
    assert "นายkanda" in made.document


def test_a_hand_over_leaves_the_waiting_round_to_be_approved_as_it_was_frozen(place: Office) -> None:
    made = place.submit(user("mana"))
    before = (made.document, made.digest, made.pdf_digest)
    hand_over(place)
    made.refresh_from_db()
    assert (made.document, made.digest, made.pdf_digest) == before
    approve(made, user("somsak"))
    assert place.edition.state == Edition.State.APPROVED
    assert made.read().measures[0].officers[0].name == "นายkanda"


def test_a_measure_reopened_for_a_returned_report_changes_hands(place: Office) -> None:
    returned(place)
    reopened(place)
    assert [each.state for each in hand_over(place).done] == [State.REOPENED]


def test_after_the_hand_over_the_successor_writes_and_the_other_does_not(place: Office) -> None:
    returned(place)
    measure = reopened(place)
    assert [page(name, place, measure) for name in ("kanda", "suda")] == [200, 403]
    hand_over(place)
    assert [page(name, place, measure) for name in ("kanda", "suda")] == [403, 200]


def test_the_next_round_names_the_successor(place: Office) -> None:
    first = returned(place)
    measure = reopened(place)
    hand_over(place)
    for move, who in (("hand_in", "suda"), ("take", "mana")):
        again = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
        decide(measure=again, move=move, by=user(who), now=NOW, comment="")
    second = place.submit(user("mana"))
    assert [made.read().measures[0].officers[0].name for made in (first, second)] == ["นายkanda", "นายsuda"]


def test_who_left_after_handing_in_leaves_a_measure_that_somebody_can_still_move(place: Office) -> None:
    measure = reopened(place)
    decide(measure=measure, move="hand_in", by=user("kanda"), now=NOW, comment="")
    membership.deactivate(agency=place.agency, user=user("kanda"), by=user("wilai"), now=timezone.now())
    assert hand_over(place).done == ()
    again = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
    decide(measure=again, move="return", by=user("mana"), now=NOW, comment="ขอให้เพิ่ม")
    assert len(hand_over(place).done) == 1
    assert page("suda", place, measure) == 200
