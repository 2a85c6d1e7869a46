"""Endorsers pass a report in order before the approver; none of them can hold it up by being gone."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.access import Refused
from accounts.models import Membership, User
from accounts.permissions import Role
from accounts.services.membership import deactivate
from audit.models import AuditEvent
from reports.models import Decision
from reports.review.history import history
from reports.review.moves import standing
from reports.review.people.endorsers import endorsers_of, set_endorsers
from tests.accounts.making import an_agency
from tests.reports.office import NOW, Office, an_office, approve, decide
from workflow import Overtaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def office() -> Office:
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    office.person("wilai", Role.ADMINISTRATOR)
    for name in ("palad", "rong"):
        office.person(name, Role.OFFICER)
    return office


def the(name: str) -> User:
    return User.objects.get(username=name)


def waiting(office: Office) -> list[str]:
    return [member.user.username for member in standing(office.edition).waiting]


def member(name: str) -> Membership:
    return Membership.objects.get(user__username=name)


def test_they_endorse_one_after_the_other_and_then_the_approver_decides(office: Office) -> None:
    office.ask([the("rong"), the("palad")])
    made = office.submit(the("mana"))
    assert waiting(office) == ["rong", "palad"]
    for early in (the("palad"), the("somsak")):
        with pytest.raises(Refused, match="ขณะนี้รอ นายrong เห็นชอบ จากนั้น นายsomsak เป็นผู้อนุมัติ"):
            decide(made, "endorse", early) if early == the("palad") else approve(made, early)
    decide(made, "endorse", the("rong"))
    assert office.edition.state == "submitted"
    decide(made, "endorse", the("palad"))
    approve(made, the("somsak"))
    assert list(Decision.objects.values_list("move", "by__username")) == [
        ("submit", "mana"),
        ("endorse", "rong"),
        ("endorse", "palad"),
        ("approve", "somsak"),
    ]
    assert AuditEvent.objects.filter(action="edition.endorse").count() == 2


def test_the_approver_is_not_waited_for_while_an_endorser_is(office: Office, client: Client) -> None:
    office.ask([the("palad")])
    made = office.submit(the("mana"))
    client.force_login(the("somsak"))
    assert "รอท่านพิจารณา" not in client.get(office.url("review/")).content.decode()
    decide(made, "endorse", the("palad"))
    assert "รอท่านพิจารณา" in client.get(office.url("review/")).content.decode()


def test_who_has_endorsed_cannot_do_so_again(office: Office) -> None:
    office.ask([the("rong"), the("palad")])
    made = office.submit(the("mana"))
    decide(made, "endorse", the("rong"))
    with pytest.raises(Overtaken):
        decide(made, "endorse", the("rong"))
    assert waiting(office) == ["palad"]


def test_the_endorser_whose_turn_it_is_may_return_and_a_new_round_asks_all_again(office: Office) -> None:
    office.ask([the("rong"), the("palad")])
    made = office.submit(the("mana"))
    decide(made, "endorse", the("rong"))
    with pytest.raises(Refused):
        decide(made, "return", the("rong"))
    decide(made, "return", the("palad"))
    office.submit(the("mana"))
    assert waiting(office) == ["rong", "palad"]


def test_whoever_submits_or_approves_is_not_asked_to_endorse(office: Office) -> None:
    office.ask([the("mana"), the("somsak"), the("palad")])
    office.submit(the("mana"))
    assert waiting(office) == ["palad"]


def test_an_endorser_who_has_left_is_passed_over(office: Office) -> None:
    office.ask([the("rong"), the("palad")])
    made = office.submit(the("mana"))
    Membership.objects.filter(user=the("rong")).update(is_active=False)
    User.objects.filter(username="palad").update(is_active=False)
    assert waiting(office) == []
    approve(made, the("somsak"))
    assert office.edition.state == "approved"


def passed_over(office: Office) -> list[tuple[str, str]]:
    """The timeline of the rounds as it is drawn, the first event first: verbs with whose endorsement or by whom."""
    client = Client()
    client.force_login(the("wilai"))
    drawn = client.get(office.url("rounds/")).content.decode().partition("ลำดับเหตุการณ์")[2]
    round_page = client.get(office.url("rounds/1/1/")).content.decode()
    assert round_page.count("ข้ามการเห็นชอบของ") == drawn.count("ข้ามการเห็นชอบของ")
    by_whom = r'</a> ([^<]+?) ?(?:</b> ?</p> ?<p class="mute small"> ?โดย )? ?<span class="nb">([^<]+)</span>'
    return re.findall(by_whom, " ".join(drawn.split()))[::-1]


@pytest.mark.parametrize("how", ["deactivated", "role ended"])
def test_the_timeline_says_whose_endorsement_was_passed_over_and_keeps_saying_so(office: Office, how: str) -> None:
    office.ask([the("rong"), the("palad")])
    made = office.submit(the("mana"))
    rong = member("rong")
    if how == "deactivated":
        deactivate(agency=office.agency, user=the("rong"), by=the("wilai"), now=NOW)
    else:
        Membership.objects.filter(pk=rong.pk).update(is_active=False)
    begun = [("เสนอให้พิจารณา", "นายmana"), ("ข้ามการเห็นชอบของ", "นายrong")]
    assert passed_over(office) == begun
    decide(made, "endorse", the("palad"))
    assert passed_over(office) == [*begun, ("เห็นชอบ", "นายpalad")]
    approve(made, the("somsak"))
    events = AuditEvent.objects.filter(subject=f"edition:{made.edition_id}").order_by("seq")
    assert [f'"passed_over":[{rong.pk}]' in event.data for event in events] == [False, True, True]
    Membership.objects.filter(pk=rong.pk).update(is_active=True)
    User.objects.update(is_active=True)
    assert passed_over(office) == [*begun, ("เห็นชอบ", "นายpalad"), ("อนุมัติ", "นายsomsak")]


def test_nobody_is_passed_over_who_comes_back_before_the_next_decision(office: Office) -> None:
    office.ask([the("rong")])
    made = office.submit(the("mana"))
    Membership.objects.filter(user=the("rong")).update(is_active=False)
    assert ("ข้ามการเห็นชอบของ", "นายrong") in passed_over(office)
    Membership.objects.filter(user=the("rong")).update(is_active=True)
    decide(made, "endorse", the("rong"))
    assert passed_over(office) == [("เสนอให้พิจารณา", "นายmana"), ("เห็นชอบ", "นายrong")]


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_history_of_many_rounds_takes_as_many_queries_as_that_of_one(
    office: Office, rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office.ask([the("rong"), the("palad")])
    for _ in range(rounds):
        Membership.objects.filter(user__in=[the("rong"), the("palad")]).update(is_active=True)
        made = office.submit(the("mana"))
        Membership.objects.filter(user__in=[the("rong"), the("palad")]).update(is_active=False)
        decide(made, "recall", the("mana"))
    now = standing(office.edition)
    with django_assert_num_queries(3):
        lines = history(now)
    assert [line.verb for line in lines].count("ข้ามการเห็นชอบ") == 2 * rounds


def test_a_changed_setting_counts_from_the_next_round_on(office: Office) -> None:
    office.ask([the("rong")])
    made = office.submit(the("mana"))
    set_endorsers(agency=office.agency, memberships=[member("palad")], by=the("wilai"))
    assert waiting(office) == ["rong"]
    decide(made, "recall", the("mana"))
    office.submit(the("mana"))
    assert waiting(office) == ["palad"]


def test_the_administrator_sets_them_in_order_and_the_trail_says_so(office: Office) -> None:
    chosen = [member("palad"), member("rong")]
    set_endorsers(agency=office.agency, memberships=chosen, by=the("wilai"))
    assert endorsers_of(office.agency) == chosen
    set_endorsers(agency=office.agency, memberships=chosen[::-1], by=the("wilai"))
    assert endorsers_of(office.agency) == chosen[::-1]
    assert AuditEvent.objects.filter(action="endorsers.set").count() == 2
    set_endorsers(agency=office.agency, memberships=[], by=the("wilai"))
    assert endorsers_of(office.agency) == []


def test_only_ones_own_active_people_once_each_and_only_by_the_administrator(office: Office) -> None:
    stranger = Membership.objects.create(user=the("palad"), agency=an_agency("elsewhere"), role=Role.OFFICER)
    second = Membership.objects.create(user=the("palad"), agency=office.agency, role=Role.COORDINATOR)
    gone = Membership.objects.create(user=the("mana"), agency=office.agency, role=Role.OFFICER, is_active=False)
    own = Membership.objects.get(user=the("palad"), agency=office.agency, role=Role.OFFICER)
    for wrong in ([stranger], [gone], [own, second]):
        with pytest.raises(ValidationError):
            set_endorsers(agency=office.agency, memberships=wrong, by=the("wilai"))
    with pytest.raises(Refused):
        set_endorsers(agency=office.agency, memberships=[own], by=the("mana"))
    assert endorsers_of(office.agency) == []
