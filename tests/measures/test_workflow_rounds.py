"""Every decision keeps its round, its words, who, when, and the digest of the text that it was about."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from accounts.models import User
from audit.models import AuditEvent
from audit.verify import verify
from measures import acceptance, history
from measures.acceptance import Kind
from measures.models import Decision, State
from measures.services.decision import digest_of, round_of
from tests.measures.reviewing import NOW, WORDS, Office, again, an_office

pytestmark = pytest.mark.django_db


def test_rounds_are_counted_for_each_measure_by_itself() -> None:
    office = an_office()
    first, second = office.measure(State.RETURNED), office.measure(code="E6")
    assert (round_of(first), round_of(second)) == (1, 0)
    office.decide(first, "hand_in", "officer")
    office.decide(first, "take", "coordinator")
    office.decide(first, "reopen", "coordinator")
    office.decide(second, "complete", "own_coordinator")
    rounds = Decision.objects.values_list("measure", "round", "move")
    assert list(rounds) == [
        (first.pk, 1, "hand_in"),
        (first.pk, 1, "return"),
        (first.pk, 2, "hand_in"),
        (first.pk, 2, "take"),
        (first.pk, 2, "reopen"),
        (second.pk, 1, "complete"),
    ]


def test_a_decision_keeps_its_words_and_the_digest_of_the_text() -> None:
    office = an_office()
    measure = office.measure()
    handed_in = digest_of(measure)
    office.decide(measure, "hand_in", "officer", "  ครบแล้ว\n")
    office.decide(measure, "return", "coordinator")
    measure.outcomes.update(text="ได้รับรางวัล")
    office.decide(measure, "hand_in", "officer", "")
    decisions = list(Decision.objects.values_list("by__username", "at", "comment", "digest"))
    assert decisions[:2] == [("kanda", NOW, "ครบแล้ว", handed_in), ("mana", NOW, WORDS, handed_in)]
    assert decisions[2] == ("kanda", NOW, "", digest_of(measure))
    assert digest_of(measure) != handed_in


def test_the_digest_names_everything_that_the_report_says_of_a_measure() -> None:
    office = an_office()
    measure = office.measure()
    seen = {digest_of(measure)}
    changes: list[Callable[[], object]] = [
        lambda: type(measure).objects.filter(pk=measure.pk).update(question="อื่น"),
        lambda: measure.steps.create(position=0, text="ทำ"),
        lambda: measure.references.create(position=0, code="O8", as_written="๐8", year=2566),
        lambda: measure.references.update(year=2565),
        lambda: measure.actions.update(start_on=NOW.date()),
        lambda: measure.outcomes.update(marker="-"),
        lambda: measure.outcomes.update(removed_at=NOW),
        lambda: measure.duties.filter(position=2).delete(),
    ]
    for count, change in enumerate(changes, start=2):
        change()
        seen.add(digest_of(measure))
        assert len(seen) == count


def test_the_trail_names_round_and_digest_and_holds_no_words() -> None:
    office = an_office()
    measure = office.measure(State.RETURNED)
    office.decide(measure, "hand_in", "coordinator")
    events = list(AuditEvent.objects.order_by("seq"))
    assert [(event.action, event.actor) for event in events] == [
        ("measure.hand_in", office.people["officer"].pk),
        ("measure.return", office.people["coordinator"].pk),
        ("measure.hand_in", office.people["coordinator"].pk),
    ]
    assert [re.findall(r'"round":(\d)', event.data) for event in events] == [["1"], ["1"], ["2"]]
    assert ['"on_behalf":true' in event.data for event in events] == [False, False, True]
    assert [event for event in events if WORDS in event.data] == []
    assert verify().whole


def lines(office: Office) -> list[tuple[str, str, int, str]]:
    events = AuditEvent.objects.order_by("-seq")
    people = {user.pk: user for user in office.people.values()}
    told = history.lines(events, people, Decision.objects.all())
    return [(line.sentence, line.by, line.round, line.words) for line in told]


def test_the_history_tells_decisions_with_their_words() -> None:
    office = an_office()
    measure = office.measure(State.RETURNED)
    office.decide(measure, "hand_in", "coordinator", "")
    assert lines(office) == [
        ("ส่งตรวจแทนผู้รับผิดชอบ", "นายมานะ สุจริตธรรม", 2, ""),
        ("ส่งกลับแก้ไข", "นายมานะ สุจริตธรรม", 1, WORDS),
        ("ส่งตรวจ", "นางสาวกานดา ใจงาม", 1, WORDS),
    ]
    page = office.client("approver").get(office.url("measure", measure)).content.decode()
    assert page.count(f"“{WORDS}”") == 2
    assert page.count("รอบที่ 1") == 2


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_history_that_can_be_told(state: State) -> None:
    office = an_office()
    office.measure(state)
    assert [words for _, _, _, words in lines(office)] == [WORDS] * Decision.objects.count()


def test_it_is_known_how_each_measure_was_taken() -> None:
    office = an_office()
    checked, own, alone, waiting = (office.measure(code=code) for code in ("E1", "E2", "E3", "E4"))
    office.decide(checked, "hand_in", "officer")
    office.decide(checked, "take", "coordinator")
    office.decide(own, "complete", "own_coordinator")
    office.decide(alone, "hand_in", "coordinator")
    office.decide(alone, "take", "coordinator")
    office.decide(waiting, "hand_in", "officer")
    kinds = {pk: (told.kind, told.is_checked) for pk, told in acceptance.of([checked, own, alone, waiting]).items()}
    assert kinds == {
        checked.pk: (Kind.CHECKED, True),
        own.pk: (Kind.COMPLETED, False),
        alone.pk: (Kind.ALONE, False),
    }


def test_one_persons_two_accounts_are_no_second_person() -> None:
    office, told = an_office(), []
    measure = office.measure()
    office.decide(measure, "hand_in", "officer")
    for address in ("", "officer@tst.example"):
        User.objects.filter(pk__in=[office.people[kind].pk for kind in ("officer", "coordinator")]).update(
            email=address
        )
        page = office.client("coordinator").get(office.url("check", measure)).content.decode()
        told.append("ท่านเป็นผู้ส่งตรวจมาตรการนี้เอง" in page)
    office.decide(measure, "take", "coordinator")
    assert (told, acceptance.of([measure])[measure.pk].kind) == ([False, True], Kind.ALONE)


def test_the_last_taking_counts() -> None:
    office = an_office()
    measure = office.measure()
    office.decide(measure, "complete", "own_coordinator")
    office.decide(measure, "reopen", "coordinator")
    assert acceptance.of([again(measure)]) == {}
    office.decide(measure, "hand_in", "officer")
    office.decide(measure, "take", "coordinator")
    told = acceptance.of([measure])[measure.pk]
    assert (told.kind, told.by, told.at, told.round) == (Kind.CHECKED, office.people["coordinator"], NOW, 2)
