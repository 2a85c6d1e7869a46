"""Notices are written out of what is due: each person once a matter, and closed when it is over."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from measures.models import State
from notices import write_notices
from notices.models import Kind, Mail, Notice
from notices.write_notices import write_due
from tests.measures.reviewing import Office, again, seen
from tests.notices.telling import another_hand, day, moment


def titles(office: Office, who: str) -> list[str]:
    return list(Notice.objects.filter(user=office.people[who]).order_by("pk").values_list("title", flat=True))


def test_a_matter_is_told_once_however_often_one_looks(office: Office) -> None:
    office.measure(State.HANDED_IN)
    assert [write_due(office.plan.agency, now=moment(0)) for _ in range(3)] == [2, 0, 0]
    assert titles(office, "coordinator") == ["ส่งมาให้ตรวจ: มาตรการ E14"]


def test_looking_when_nothing_is_new_writes_nothing(office: Office) -> None:
    office.measure(State.HANDED_IN)
    write_due(office.plan.agency, now=moment(0))
    with CaptureQueriesContext(connection) as asked:
        write_due(office.plan.agency, now=moment(0))
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


def test_what_is_over_is_closed_and_counts_as_unread_no_more(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    write_due(office.plan.agency, now=moment(0))
    office.decide(measure, "take", "coordinator")
    write_due(office.plan.agency, now=moment(1))
    assert set(Notice.objects.values_list("settled_at", flat=True)) == {moment(1)}
    assert Notice.objects.unread().count() == 0


def test_what_comes_back_under_the_same_key_is_open_again_and_not_told_twice(office: Office) -> None:
    measure = office.measure(State.OPEN, due_on=day(0), duties=office.duties[:1])
    write_due(office.plan.agency, now=moment(0))
    office.decide(measure, "hand_in", "officer")
    write_due(office.plan.agency, now=moment(0))
    office.decide(again(measure), "recall", "officer")
    assert write_due(office.plan.agency, now=moment(0)) == 0
    assert Notice.objects.unread().filter(user=office.people["officer"]).count() == 1


def test_reckoning_for_another_day_closes_nothing(office: Office) -> None:
    office.measure(State.OPEN, due_on=day(0), duties=office.duties[:1])
    write_due(office.plan.agency, now=moment(0))
    write_due(office.plan.agency, now=moment(0), today=day(-1))
    assert list(Notice.objects.filter(kind=Kind.DUE, settled_at=None).values_list("key", flat=True)[:1]) != []


def test_another_hand_on_an_account_is_worth_a_letter_at_once_and_all_else_waits_for_the_days(office: Office) -> None:
    for state in State:
        office.measure(state, f"E{len(state)}")
    write_due(office.plan.agency, now=moment(0))
    assert (Notice.objects.exists(), Mail.objects.count()) == (True, 0)
    another_hand(office, "officer")
    write_due(office.plan.agency, now=moment(0))
    [letter] = Mail.objects.all()
    assert (letter.user, letter.notices.get().kind) == (office.people["officer"], Kind.ACCOUNT)


def test_the_errand_to_the_worker_lies_in_the_same_transaction_as_the_notice(office: Office) -> None:
    another_hand(office)

    class Pulled(Exception):
        """The plug."""

    with pytest.raises(Pulled), transaction.atomic():
        write_due(office.plan.agency, now=moment(0))
        assert (Notice.objects.count(), Mail.objects.count(), OrmQ.objects.count()) == (1, 1, 1)
        raise Pulled
    assert (Notice.objects.count(), Mail.objects.count(), OrmQ.objects.count()) == (0, 0, 0)
    assert write_due(office.plan.agency, now=moment(0)) == 1, "what is due is computed anew, so nothing is lost"


def test_who_has_no_address_gets_a_notice_and_others_the_letter(office: Office) -> None:
    another_hand(office, "unit_mate")
    write_due(office.plan.agency, now=moment(0))
    assert titles(office, "unit_mate") == ["ความปลอดภัยของบัญชี: ออกลิงก์ตั้งรหัสผ่านใหม่แล้ว"]
    addressed = list(Mail.objects.values_list("user__email", flat=True))
    assert len(addressed) == 2 and all(addressed)


def test_a_decision_in_the_browser_is_told_before_its_page_comes(office: Office) -> None:
    measure = office.measure(State.OPEN)
    client = office.client("officer")
    client.post(office.url("hand_in", measure), {"move": "hand_in", **seen(measure)})
    assert again(measure).state == State.HANDED_IN
    assert titles(office, "coordinator") == ["ส่งมาให้ตรวจ: มาตรการ E14"]


def test_a_page_that_is_only_read_writes_nothing(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    office.client("coordinator").get(office.url("check", measure))
    assert Notice.objects.count() == 0


def test_a_notice_that_cannot_be_written_breaks_no_decision(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setattr("notices.after_request.write_due", broken)
    measure = office.measure(State.HANDED_IN)
    client: Client = office.client("officer")
    response = client.post(office.url("recall", measure), {"move": "recall", **seen(measure)})
    assert (response.status_code, again(measure).state) == (302, State.OPEN)
    assert "is left to the worker" in caplog.text


def test_two_who_tell_at_once_tell_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    another_hand(office)
    write = write_notices._write

    def overtaken(*args: object, **kwargs: object) -> None:
        monkeypatch.setattr(write_notices, "_write", write)
        write_due(office.plan.agency, now=moment(0))
        write(*args, **kwargs)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(write_notices, "_write", overtaken)
    write_due(office.plan.agency, now=moment(0))
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 1)
