"""Two people at the same moment: exactly one decision stands, the other person is told so."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from audit.verify import verify
from document.doubts import Doubt
from reports.compiling import edition as editions
from reports.models import Decision, Round
from reports.review import decision, submission
from reports.review.moves import TRANSITIONS
from tests.audit.making import at_once
from tests.reports.office import NOW, PASSWORD, Office, an_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def office() -> Office:
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.person("wilai", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    office.person("orn", Role.APPROVER)
    return office


class Gate:
    """Lets two through at the same moment, once it is shut; open, it is no hindrance."""

    def __init__(self) -> None:
        self.barrier: Barrier | None = None

    def before(self, write: Callable[..., object]) -> Callable[..., object]:
        def wait_and_write(*args: object, **kwargs: object) -> object:
            if self.barrier:
                self.barrier.wait()
            return write(*args, **kwargs)

        return wait_and_write


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Both have passed every check of their pages before either of them begins the transaction."""
    gate = Gate()
    monkeypatch.setattr(decision, "decide", gate.before(decision.decide))
    monkeypatch.setattr(submission, "_name", gate.before(submission._name))
    return gate


def person(name: str) -> User:
    return User.objects.get(username=name)


Post = Callable[[Client], Any]


def both(*posts: tuple[str, Post]) -> list[int]:
    """The statuses of two posts by two people, sorted: the winner's redirect and the other's.

    Whoever was too late reads what was decided and by whom, and their own words, if they typed any.
    """
    clients = []
    for name, _ in posts:
        client = Client()
        client.force_login(person(name))
        clients.append(client)
    answers: list[Any] = [None] * len(posts)

    def run(number: int) -> None:
        answers[number] = posts[number][1](clients[number])

    at_once(len(posts), run)
    for (name, _), answer in zip(posts, answers, strict=True):
        if answer.status_code == 409:
            assert_told(name, answer)
    return sorted(answer.status_code for answer in answers)


def assert_told(name: str, answer: Any) -> None:
    page = answer.content.decode()
    last = Decision.objects.select_related("by").order_by("-pk")[0]
    by_oneself = last.by.username == name
    assert ("ท่านดำเนินการเรื่องนี้ไปแล้ว" if by_oneself else "ผู้อื่นดำเนินการกับรายงานนี้ไปก่อนแล้ว") in page
    assert f"<dd>{TRANSITIONS[last.move].done}</dd>" in page
    assert last.name in page
    typed = answer.wsgi_request.POST.get("comment", "")
    assert typed in page.partition("ข้อความที่ท่านพิมพ์ไว้")[2]


def approving(office: Office, made: Round) -> Post:
    said = {"seen": made.pdf_digest, "declaration": "on", "secret": PASSWORD, "comment": "เห็นด้วย"}
    return lambda client: client.post(office.url("sign/"), said)


def returning(office: Office, made: Round) -> Post:
    said = {"round": made.pk, "decision": "return", "comment": "ขอให้แก้ข้อ E13"}
    return lambda client: client.post(office.url("review/"), said)


def recalling(office: Office, made: Round) -> Post:
    said = {"round": made.number, "comment": "พบคำผิด"}
    return lambda client: client.post(office.url("recall/"), said)


def ends(made: Round) -> list[str]:
    return list(made.decisions.exclude(move="submit").values_list("move", flat=True))


def assert_one_stands(office: Office, made: Round, *possible: str) -> None:
    assert len(ends(made)) == 1
    ended = ends(made)[0]
    states = {"approve": "approved", "return": "returned", "recall": "recalled"}
    assert ended in possible
    assert office.edition.state == states[ended]
    assert [event.action for event in AuditEvent.objects.filter(subject=f"edition:{made.edition_id}")] == [
        "edition.submit",
        f"edition.{ended}",
    ]
    assert verify().whole


def test_one_approver_in_two_windows(office: Office, gate: Gate) -> None:
    made = office.submit(person("mana"))
    gate.barrier = Barrier(2, timeout=20)
    said = approving(office, made)
    assert both(("somsak", said), ("somsak", said)) == [302, 409]
    assert_one_stands(office, made, "approve")


def test_an_approver_against_anothers_return(office: Office, gate: Gate) -> None:
    made = office.submit(person("mana"))
    gate.barrier = Barrier(2, timeout=20)
    assert both(("somsak", approving(office, made)), ("orn", returning(office, made))) == [302, 409]
    assert_one_stands(office, made, "approve", "return")


def test_an_approver_against_the_recalling_submitter(office: Office, gate: Gate) -> None:
    made = office.submit(person("mana"))
    gate.barrier = Barrier(2, timeout=20)
    assert both(("somsak", approving(office, made)), ("mana", recalling(office, made))) == [302, 409]
    assert_one_stands(office, made, "approve", "recall")


def test_two_coordinators_submit(office: Office, gate: Gate) -> None:
    said = {"seen": submission.prepare(office.plan).digest, "declaration": "on", "secret": PASSWORD}
    gate.barrier = Barrier(2, timeout=20)

    def submitting(client: Client) -> Any:
        return client.post(office.url("submit/"), said)

    assert both(("mana", submitting), ("wilai", submitting)) == [302, 409]
    assert Round.objects.count() == Decision.objects.count() == 1
    assert office.edition.state == "submitted"


def test_one_endorser_in_two_windows(office: Office, gate: Gate) -> None:
    office.ask([office.person("palad", Role.OFFICER)])
    made = office.submit(person("mana"))
    gate.barrier = Barrier(2, timeout=20)
    said = {"round": made.pk, "decision": "endorse"}

    def endorsing(client: Client) -> Any:
        return client.post(office.url("review/"), said)

    assert both(("palad", endorsing), ("palad", endorsing)) == [302, 409]
    assert ends(made) == ["endorse"]


def test_who_comes_second_reads_who_was_faster_and_keeps_their_words(office: Office, client: Client) -> None:
    made = office.submit(person("mana"))
    client.force_login(person("somsak"))
    assert approving(office, made)(client).status_code == 302
    client.force_login(person("orn"))
    said = {"round": made.pk, "decision": "return", "comment": "เหตุผลที่พิมพ์ไว้ยาว"}
    answer = client.post(office.url("review/"), said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ผู้อื่นดำเนินการกับรายงานนี้ไปก่อนแล้ว" in page
    assert "นายsomsak" in page
    assert "เหตุผลที่พิมพ์ไว้ยาว" in page


def test_a_decision_on_an_older_round_is_told_so(office: Office, client: Client) -> None:
    first = office.submit(person("mana"))
    client.force_login(person("mana"))
    assert recalling(office, first)(client).status_code == 302
    office.submit(person("mana"))
    client.force_login(person("orn"))
    assert returning(office, first)(client).status_code == 409
    client.force_login(person("mana"))
    assert recalling(office, first)(client).status_code == 409
    assert office.edition.state == "submitted"


def test_words_saved_while_a_colleague_submits_are_shown_again(office: Office, client: Client) -> None:
    client.force_login(person("mana"))
    form = client.get(office.url()).context["form"]
    office.submit(person("wilai"))
    said = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(office.url(), {**said, "problems": "ปัญหาที่เพิ่งพิมพ์"})
    assert answer.status_code == 409
    assert "ปัญหาที่เพิ่งพิมพ์" in answer.content.decode()
    assert office.edition.problems != "ปัญหาที่เพิ่งพิมพ์"
    with pytest.raises(editions.Locked):
        editions.settle(plan=office.plan, doubts=[Doubt("code:E13", "ข้อ", "คำ")], by=person("mana"), now=NOW)
