"""At a second look the pages say what changed since the measure was sent back, and that nothing did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from measures.access import measure_of
from measures.models import Action, Measure, Outcome, State
from measures.services.checking.since_return import SinceReturn, since_return
from measures.services.decision import past
from measures.services.progress import content_of, save
from measures.services.rows import Content, Row
from tests.browsing import words_of
from tests.measures.reviewing import NOW, Office, again, an_office

pytestmark = pytest.mark.django_db


def write(office: Office, measure: Measure, *rows: Row) -> None:
    """The officer saves the measure's actions; its outcomes stay."""
    now, kept = NOW + timedelta(hours=1), [kept_as_it_is(row) for row in measure.outcomes.kept()]
    save(measure=again(measure), actions=list(rows), outcomes=kept, by=office.people["officer"], now=now)


def kept_as_it_is(row: Action | Outcome) -> Row:
    return Row(row.pk, content_of(row), content_of(row).digest)


def of(measure: Measure) -> SinceReturn | None:
    """As a page asks."""
    stored = measure_of(measure.plan, measure.pk)
    return since_return(stored, past(stored))


def found(measure: Measure) -> SinceReturn:
    since = of(measure)
    assert since is not None
    return since


def test_what_was_never_sent_back_has_nothing_to_compare() -> None:
    assert of(an_office().measure(State.HANDED_IN)) is None


def test_added_changed_and_removed_are_told_apart_and_what_stays_is_not_named() -> None:
    office = an_office()
    measure = office.measure(State.RETURNED, actions=3)
    stays, changes, goes = measure.actions.all()
    write(
        office,
        measure,
        kept_as_it_is(stays),
        Row(changes.pk, Content(f"{changes.text} จำนวน 12 ครั้ง"), content_of(changes).digest),
        Row(goes.pk, content_of(goes), content_of(goes).digest, removed=True),
        Row(None, Content("จัดอบรม"), ""),
    )
    since = found(measure)
    assert [(change.place, [kind for kind, _ in change.pieces]) for change in since.changes] == [
        ("การดำเนินการที่ 2", ["kept", "added"]),
        ("การดำเนินการที่ 3 เพิ่มใหม่", ["added"]),
        ("การดำเนินการที่นำออก", ["removed"]),
    ]
    assert (since.is_unchanged, since.others) == (False, ())


def test_handing_in_unchanged_is_said_first_and_to_whoever_checks() -> None:
    office = an_office()
    measure = office.measure(State.RETURNED)
    said = "ยังไม่มีสิ่งใดเปลี่ยนตั้งแต่ขอให้แก้ไข"
    assert said in words_of(office.client("officer").get(office.url("hand_in", measure)))
    office.decide(measure, "hand_in", "officer")
    assert said in words_of(office.client("coordinator").get(office.url("check", measure)))


def test_the_second_round_shows_the_words_that_are_new() -> None:
    office = an_office()
    measure = office.measure(State.RETURNED)
    [first] = measure.actions.all()
    write(office, measure, Row(first.pk, Content(f"{first.text} รวม 45 คน"), content_of(first).digest))
    office.decide(again(measure), "hand_in", "officer")
    page = office.client("coordinator").get(office.url("check", measure))
    assert "สิ่งที่เปลี่ยนตั้งแต่ขอให้แก้ไข การดำเนินการที่ 1" in words_of(page)
    assert "รวม 45 คน" in page.content.decode().partition("<ins>")[2].partition("</ins>")[0]
