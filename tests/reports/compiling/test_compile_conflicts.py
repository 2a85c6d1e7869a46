"""Two coordinators at the report's words: who approves and as what is one choice, and what loses is kept."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Plan
from reports.compiling import edition as editions
from reports.models import Edition, Revision
from tests.browsing import form_of, words_of
from tests.factories import NOON, a_user, an_agency
from tests.reports.compiling.test_compile_page import client, document, manee, plan, url, words
from tests.stored import everything_stored

__all__ = ["client", "document", "manee", "plan"]  # fixtures

MINE, THEIRS = "ปัญหาของฉัน", "ปัญหาของเขา"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_who_approves_and_as_what_is_one_choice(plan: Plan, client: Client, choice: str) -> None:
    """Else one person's approver would stand in another's capacity, which nobody wished."""
    chujai, piti = (a_user(name, Role.APPROVER, agency=plan.agency).memberships.get() for name in ("chujai", "piti"))
    mine = words(plan, client, approver=str(chujai.pk))
    stands_in = {"approver": str(piti.pk), "capacity": "acting", "acting_for": "นายก อบต."}
    assert client.post(url(plan), words(plan, client, **stands_in)).status_code == 302
    asked = client.post(url(plan), mine)
    assert asked.status_code == 409
    said = words_of(asked)
    assert f"ผู้อนุมัติ: {chujai.user.name}" in said and "ตำแหน่งที่แทน: นายก อบต." in said
    assert form_of(asked, button="save").press(client, **{"choose-signer": choice}).status_code == 302
    edition = Edition.objects.get()
    expected = (chujai.pk, "own", "") if choice == "mine" else (piti.pk, "acting", "นายก อบต.")
    assert (edition.approver_id, edition.capacity, edition.acting_for) == expected


def test_an_approver_who_was_cleared_is_seen_to_be_gone(plan: Plan, client: Client) -> None:
    piti = a_user("piti", Role.APPROVER, agency=plan.agency).memberships.get()
    chujai = a_user("chujai", Role.APPROVER, agency=plan.agency).memberships.get()
    assert client.post(url(plan), words(plan, client, approver=str(chujai.pk))).status_code == 302
    mine = words(plan, client, approver="")
    assert client.post(url(plan), words(plan, client, approver=str(piti.pk))).status_code == 302
    said = words_of(client.post(url(plan), mine))
    assert "ผู้อนุมัติ: ยังไม่ระบุ" in said and f"ผู้อนุมัติ: {piti.user.name}" in said
    assert "ตำแหน่งที่แทน" not in said


def test_words_that_one_gave_up_are_kept_once_and_accounted_for(plan: Plan, client: Client, manee: User) -> None:
    mine = words(plan, client, problems=MINE)
    client.post(url(plan), words(plan, client, problems=THEIRS))
    asked = form_of(client.post(url(plan), mine), button="save")
    for _ in range(2):
        assert asked.press(client, **{"choose-problems": "theirs"}).status_code == 302
    assert Edition.objects.get().problems == THEIRS
    kept = Revision.objects.filter(text=MINE)
    assert [(row.field, row.by) for row in kept] == [("problems", manee)]
    events = AuditEvent.objects.filter(action="report.set_aside")
    assert [(event.actor, event.data) for event in events] == [(manee.pk, '{"fields":["problems"]}')]
    assert MINE in words_of(client.get(url(plan)))


def test_a_report_that_was_submitted_during_the_choice_takes_nothing_aside(plan: Plan, client: Client) -> None:
    mine = words(plan, client, problems=MINE)
    client.post(url(plan), words(plan, client, problems=THEIRS))
    asked = form_of(client.post(url(plan), mine), button="save")
    Edition.objects.update(state=Edition.State.SUBMITTED)
    kept = Revision.objects.count()
    editions.keep_unchosen(plan=plan, words={"problems": MINE}, by=User.objects.get(username="manee"), now=NOON)
    assert Revision.objects.count() == kept
    assert asked.values["problems"] == MINE


def test_only_who_may_edit_the_report_keeps_words_beside_it(plan: Plan) -> None:
    strangers = a_user("weera", Role.COORDINATOR, agency=an_agency("elsewhere")), a_user("mana", agency=plan.agency)
    before = everything_stored()
    for user in strangers:
        with pytest.raises(Refused):
            editions.keep_unchosen(plan=plan, words={"problems": MINE}, by=user, now=NOON)
    assert everything_stored() == before
