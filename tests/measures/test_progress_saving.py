"""Saving progress: what is written, what stays as it was, and what the chain learns of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Refused
from accounts.models import Membership
from audit import chain
from audit.models import AuditEvent
from measures.models import Action, Measure, Outcome
from measures.services import progress
from measures.services.progress import content_of
from measures.services.rows import Content, Row, base_of
from tests.factories import NOON, a_measure, a_user, an_officer
from tests.measures.conftest import Office
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

DAY = date(2023, 6, 1)
Stored = Action | Outcome


@pytest.fixture
def measure(office: Office) -> Measure:
    return office.measure(actions=["หนึ่ง", "สอง", "สาม"], outcomes=["ผลหนึ่ง", "ผลสอง"])


@pytest.fixture
def save(office: Office, measure: Measure) -> Callable[..., None]:
    """Saves as มานะ; says nothing of what is not given."""

    def as_mana(actions: list[Row] | None = None, outcomes: list[Row] | None = None, **said: Any) -> None:
        options = {"measure": measure, "by": office.mana, "now": NOON, **said}
        progress.save(actions=actions or [], outcomes=outcomes or [], **options)

    return as_mana


def row(stored: Stored, text: str = "", *, removed: bool = False, day: date | None = None) -> Row:
    """The row as a form drawn from it would send it, with new words or a day where given."""
    content = content_of(stored)
    sent = Content(text or content.text, day or content.start_on, day or content.end_on, content.open_ended)
    return Row(stored.pk, sent, base_of(content), removed)


def new(text: str) -> Row:
    return Row(None, Content(text))


def actions(measure: Measure) -> list[tuple[str, str]]:
    return list(Action.objects.kept().filter(measure=measure).values_list("marker", "text"))


def outcomes(measure: Measure) -> list[tuple[str, str]]:
    return list(Outcome.objects.kept().filter(measure=measure).values_list("marker", "text"))


def events() -> list[tuple[str, dict[str, object]]]:
    return [(event.action, json.loads(event.data)) for event in AuditEvent.objects.all()]


def revision(measure: Measure) -> int:
    measure.plan.refresh_from_db()
    return measure.plan.revision


def test_a_new_action_stands_behind_the_others_and_is_numbered(measure: Measure, save: Callable[..., None]) -> None:
    save([new("สี่")])
    assert actions(measure) == [("1.", "หนึ่ง"), ("2.", "สอง"), ("3.", "สาม"), ("4.", "สี่")]
    added = Action.objects.get(text="สี่").pk
    facts = {"actions_added": [added], "actions_changed": [], "actions_removed": []}
    assert events() == [
        ("progress.saved", facts | {"outcomes_added": [], "outcomes_changed": [], "outcomes_removed": []})
    ]


def test_a_changed_action_keeps_its_marker_and_its_old_words(measure: Measure, save: Callable[..., None]) -> None:
    two = measure.actions.all()[1]
    save([row(two, "สองใหม่", day=DAY)])
    assert actions(measure) == [("1.", "หนึ่ง"), ("2.", "สองใหม่"), ("3.", "สาม")]
    two.refresh_from_db()
    assert (two.start_on, two.end_on) == (DAY, DAY)
    old = measure.revisions.get()
    assert (old.kind, old.row, old.text, old.dates, old.at) == ("action", two.pk, "สอง", "", NOON)
    assert old.by.username == "mana"
    assert events()[0][1]["actions_changed"] == [two.pk]


def test_a_removed_action_stays_stored_and_the_others_close_up(measure: Measure, save: Callable[..., None]) -> None:
    one, two, three = measure.actions.all()
    save([row(one, removed=True), row(two), row(three)])
    assert actions(measure) == [("1.", "สอง"), ("2.", "สาม")]
    one.refresh_from_db()
    assert (one.text, one.removed_at) == ("หนึ่ง", NOON)
    assert events()[0][1]["actions_removed"] == [one.pk]


def test_the_sent_order_becomes_the_order(measure: Measure, save: Callable[..., None]) -> None:
    one, two, three = measure.actions.all()
    save([row(three), row(one), row(two)])
    assert actions(measure) == [("1.", "สาม"), ("2.", "หนึ่ง"), ("3.", "สอง")]
    assert events()[0][1]["actions_order"] == [three.pk, one.pk, two.pk]
    assert measure.revisions.count() == 0


def test_several_in_one_go_with_outcomes(measure: Measure, save: Callable[..., None]) -> None:
    one, two, three = measure.actions.all()
    first, second = measure.outcomes.all()
    save([row(three), new("สี่"), row(one, "หนึ่งใหม่"), row(two, removed=True)], [row(second), row(first), new("ผลสาม")])
    assert actions(measure) == [("1.", "สาม"), ("2.", "สี่"), ("3.", "หนึ่งใหม่")]
    assert outcomes(measure) == [("-", "ผลสอง"), ("-", "ผลหนึ่ง"), ("-", "ผลสาม")]
    assert len(events()) == 1
    assert revision(measure) == 1


def test_a_removed_action_comes_back_behind_the_others(
    measure: Measure, save: Callable[..., None], office: Office
) -> None:
    one = measure.actions.all()[0]
    save([row(one, removed=True)])
    one.refresh_from_db()
    progress.restore(row=one, by=office.mana)
    assert actions(measure) == [("1.", "สอง"), ("2.", "สาม"), ("3.", "หนึ่ง")]
    assert events()[1] == ("progress.restored", {"kind": "action", "row": one.pk})
    assert revision(measure) == 2


def test_an_outcome_comes_back_too(measure: Measure, save: Callable[..., None], office: Office) -> None:
    first = measure.outcomes.all()[0]
    save([], [row(first, removed=True)])
    assert outcomes(measure) == [("-", "ผลสอง")]
    first.refresh_from_db()
    progress.restore(row=first, by=office.mana)
    assert outcomes(measure) == [("-", "ผลสอง"), ("-", "ผลหนึ่ง")]


def test_rows_that_were_not_sent_are_not_touched(measure: Measure, save: Callable[..., None]) -> None:
    two = measure.actions.all()[1]
    before = list(Action.objects.exclude(pk=two.pk).values()), list(Outcome.objects.values())
    save([row(two, "สองใหม่")])
    assert (list(Action.objects.exclude(pk=two.pk).values()), list(Outcome.objects.values())) == before


def test_a_save_that_changes_nothing_writes_nothing(measure: Measure, save: Callable[..., None]) -> None:
    rows = [row(each) for each in measure.actions.all()], [row(each) for each in measure.outcomes.all()]
    before = everything_stored()
    with CaptureQueriesContext(connection) as queries:
        save(*rows)
        save([], [])
        save([Row(None, Content("พิมพ์แล้วนำออก"), removed=True)])
    writing = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writing == []
    assert everything_stored() == before
    assert events() == []


def test_the_chain_learns_ids_and_no_words(measure: Measure, save: Callable[..., None], office: Office) -> None:
    one = measure.actions.all()[0]
    save([row(one, "ความลับของนายมานะ"), new("อีกความลับ")], [new("ผลลับ")])
    event = AuditEvent.objects.get()
    assert (event.actor, event.agency, event.subject) == (
        office.mana.pk,
        office.plan.agency_id,
        f"measure:{measure.pk}",
    )
    assert "ลับ" not in repr(list(AuditEvent.objects.values()))


def test_a_row_sent_twice_counts_once(measure: Measure, save: Callable[..., None]) -> None:
    one, two, three = measure.actions.all()
    save([row(one), row(one), row(three), row(two)])
    assert actions(measure) == [("1.", "หนึ่ง"), ("2.", "สาม"), ("3.", "สอง")]


@pytest.mark.parametrize("kind", ["action", "outcome"])
def test_a_row_of_another_measure_is_refused_and_nothing_is_written(
    measure: Measure, save: Callable[..., None], office: Office, kind: str
) -> None:
    other = office.measure("I1", actions=["ของอื่น"], outcomes=["ผลของอื่น"])
    before = everything_stored()
    with pytest.raises(Action.DoesNotExist if kind == "action" else Outcome.DoesNotExist):
        if kind == "action":
            save([new("สี่"), row(other.actions.get(), "แก้")])
        else:
            save([new("สี่")], [row(other.outcomes.get(), "แก้")])
    assert everything_stored() == before


def test_an_error_in_the_middle_leaves_neither_rows_nor_events(
    measure: Measure, save: Callable[..., None], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, _ = measure.actions.all()

    def broken(*_: object, **__: object) -> None:
        assert Action.objects.filter(text="สี่").exists()
        raise ZeroDivisionError

    before = everything_stored()
    monkeypatch.setattr(chain, "record", broken)
    with pytest.raises(ZeroDivisionError):
        save([new("สี่"), row(one, "ใหม่"), row(two, removed=True)], [new("ผลสาม")])
    assert everything_stored() == before


def test_who_does_not_answer_for_the_measure_changes_nothing(
    measure: Measure, save: Callable[..., None], office: Office
) -> None:
    people = office.piti, a_user("chujai"), a_user("weera", is_superuser=True)
    before = everything_stored()
    for user in people:
        with pytest.raises(Refused):
            save([new("สี่")], by=user)
        with pytest.raises(Refused):
            progress.keep_unchosen(measure=measure, actions=[], outcomes=[], by=user, now=NOON)
        with pytest.raises(Refused):
            progress.restore(row=measure.actions.all()[0], by=user)
    assert everything_stored() == before


def test_the_unit_the_officer_and_the_coordinator_may_write(
    measure: Measure, save: Callable[..., None], office: Office
) -> None:
    own = a_measure(office.plan, "I1", officers=[an_officer(office.plan.agency, "นายปิติ พาที", user=office.piti)])
    progress.save(measure=own, actions=[new("ทำแล้ว")], outcomes=[], by=office.piti, now=NOON)
    save([new("สี่")], by=office.mana)
    save([new("ห้า")], by=office.manee)
    assert (len(actions(own)), len(actions(measure))) == (1, 5)


def test_an_officer_whose_membership_ended_answers_for_nothing(save: Callable[..., None], office: Office) -> None:
    Membership.objects.filter(user=office.mana).update(is_active=False)
    office.mana.refresh_from_db()
    with pytest.raises(Refused):
        save([new("สี่")])
