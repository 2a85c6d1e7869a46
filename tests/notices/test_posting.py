"""Many letters: over one connection, by several workers, for a limited time; who is killed repeats one at the most."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from notices.mail import digest, posting
from notices.models import Kind, Mail, MailServer, Notice
from notices.models.mail import PATIENCE
from tests.measures.reviewing import Office
from tests.notices.postbox import Postbox, postbox
from tests.notices.telling import day, moment
from tests.notices.test_letters import a_dead_port, send_by

MINUTE = timedelta(minutes=1)


def letters_to(office: Office, number: int, *, key: str = "digest:x", daily: bool = True) -> list[User]:
    """So many people of the office with one letter each, which tells of one matter."""
    start = User.objects.count()
    users = [User(username=f"u{n}", name=f"นาย{n}", email=f"u{n}@office.example") for n in range(start, start + number)]
    User.objects.bulk_create(users)
    for user in users:
        letter = Mail.objects.create(user=user, key=key, daily=daily, made_at=moment(0))
        Notice.objects.create(
            user=user, agency=office.plan.agency, kind=Kind.DUE, key="k", title="ใกล้ครบกำหนด", url="/", mail=letter,
            created_at=moment(0),
        )  # fmt: skip
    return users


def ids(box: Postbox) -> Counter[str]:
    return Counter(str(letter["Message-ID"]) for letter in box.taken)


def test_fifty_letters_go_over_one_connection(office: Office, settings: Settings) -> None:
    letters_to(office, 120)
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0)) == 120
    assert (box.calls, len(ids(box))) == (3, 120)


@pytest.mark.parametrize("many", [1, 3])
def test_a_letter_costs_two_queries_and_a_batch_the_same_for_any_number(
    office: Office, settings: Settings, many: int
) -> None:
    letters_to(office, many)
    with postbox() as box, CaptureQueriesContext(connection) as asked:
        send_by(settings, box.port)
        posting.post(moment(0))
    assert len(asked) == 12 + 2 * many


def test_urgent_letters_go_first_and_alone_where_they_are_not_to_wait(office: Office, settings: Settings) -> None:
    letters_to(office, 3)
    [urgent] = letters_to(office, 1, key="account:1", daily=False)
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0), daily=False) == 1
        assert posting.are_waiting(moment(0), daily=True)
        letters_to(office, 1, key="account:2", daily=False)
        assert posting.post(moment(0)) == 4
    newest = User.objects.latest("pk").email
    assert [str(letter["To"]) for letter in box.taken[:2]] == [urgent.email, newest]


def test_what_there_is_no_time_for_is_put_back_for_whoever_comes_next(office: Office, settings: Settings) -> None:
    letters_to(office, 5)
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0), seconds=0) == 0
        assert posting.post(moment(0), seconds=30) == 5
    assert len(ids(box)) == 5


def test_a_turn_that_is_over_in_the_middle_of_a_batch_leaves_nothing_in_hand(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters_to(office, 5)
    ticks = iter(range(100))
    monkeypatch.setattr(posting, "monotonic", lambda: float(next(ticks)))
    with postbox() as box:
        send_by(settings, box.port)
        sent = posting.post(moment(0), seconds=5)
        assert 0 < sent < 5
        assert Mail.objects.exclude(lease="").count() == 0
        assert posting.post(moment(0), seconds=60) == 5 - sent
    assert (len(ids(box)), len(box.taken)) == (5, 5)


def test_two_who_post_at_once_send_each_letter_once(office: Office, settings: Settings) -> None:
    letters_to(office, 60)
    first = posting._take(moment(0), daily=True)
    second = posting._take(moment(0), daily=True)
    assert (len(first), len(second)) == (50, 10)
    assert {each.pk for each in first}.isdisjoint({each.pk for each in second})
    assert posting._take(moment(0), daily=True) == []


def test_who_was_held_up_for_too_long_sends_nothing_that_another_has(office: Office, settings: Settings) -> None:
    letters_to(office, 3)
    slow = posting._take(moment(0), daily=True)
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0) + PATIENCE) == 3
        posting._Round(slow, moment(0), float("inf")).make()
    assert len(box.taken) == 3


def test_who_is_killed_in_the_middle_repeats_one_letter_at_the_most(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    letters_to(office, 10)
    send, sent = EmailMultiAlternatives.send, list[object]()

    def killed(letter: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        sent.append(send(letter, fail_silently))
        if len(sent) == 4:
            raise KeyboardInterrupt
        return 1

    # SIGKILL lets nobody put anything back.
    monkeypatch.setattr(posting, "_put_back", lambda left: None)
    with postbox() as box:
        send_by(settings, box.port)
        monkeypatch.setattr(EmailMultiAlternatives, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            posting.post(moment(0))
        monkeypatch.setattr(EmailMultiAlternatives, "send", send)
        assert posting.post(moment(0)) == 0, "another may still have them in hand"
        assert posting.post(moment(0) + PATIENCE) == 7
    assert sorted(ids(box).values()) == [1] * 9 + [2]
    assert caplog.text.count("may have gone out before") == 1


def test_a_refused_letter_is_tried_again_later_and_later(office: Office, settings: Settings) -> None:
    [user] = letters_to(office, 1)
    now, waited = moment(0), list[int]()
    with postbox(user.email) as box:
        send_by(settings, box.port)
        for _ in range(9):
            posting.post(now)
            letter = Mail.objects.get(user=user)
            assert letter.next_at is not None and letter.fault == "SMTPRecipientsRefused"
            waited.append(int((letter.next_at - now) / MINUTE))
            assert posting.post(letter.next_at - MINUTE) == 0
            now = letter.next_at
        box.refused.clear()
        assert posting.post(now) == 1
    assert waited == [5, 10, 20, 40, 80, 160, 320, 640, 720]


def test_a_mail_server_that_is_down_is_left_alone_for_longer_and_longer(
    office: Office, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    letters_to(office, 2)
    send_by(settings, a_dead_port())
    now, waited = moment(0), list[int]()
    for _ in range(7):
        posting.post(now)
        failed = caplog.text.count("the mail server failed")
        server = MailServer.objects.get()
        assert server.next_at is not None
        waited.append(int((server.next_at - now) / MINUTE))
        assert posting.post(server.next_at - MINUTE / 2) == 0
        assert caplog.text.count("the mail server failed") == failed, "nobody called it"
        now = server.next_at
    assert waited == [1, 2, 4, 8, 16, 30, 30]
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(now) == 2
    assert MailServer.objects.get().failures == 0
    assert set(Mail.objects.values_list("tries", flat=True)) == {1}


def test_a_server_that_hangs_up_after_some_letters_gets_the_others_later(office: Office, settings: Settings) -> None:
    letters_to(office, 7)
    now = moment(0)
    with postbox() as box:
        box.patience = 3
        send_by(settings, box.port)
        for _ in range(4):
            posting.post(now)
            now += 10 * MINUTE
    assert sorted(ids(box).values()) == [1] * 7


def test_a_clock_that_was_put_back_keeps_no_letter(office: Office, settings: Settings) -> None:
    letters_to(office, 1)
    Mail.objects.update(next_at=moment(1), made_at=moment(0))
    MailServer.objects.create(failures=3, next_at=moment(1))
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0)) == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_days_letters_take_the_same_queries_for_any_number_of_people(office: Office, many: int) -> None:
    for n in range(many):
        user = User.objects.create(username=f"u{n}", name=f"นาย{n}", email=f"u{n}@office.example")
        Notice.objects.create(
            user=user, agency=office.plan.agency, kind=Kind.DUE, key="k", title="ใกล้", url="/", created_at=moment(0)
        )
    with CaptureQueriesContext(connection) as asked:
        assert digest.write_some(day(0), now=moment(0), after=0)[0] == many
    assert len(asked) == 11


def test_the_days_letters_are_written_in_parts_that_go_on_where_another_ended(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "_AT_ONCE", 2)
    for n in range(5):
        user = User.objects.create(username=f"u{n}", name=f"นาย{n}", email=f"u{n}@office.example")
        Notice.objects.create(
            user=user, agency=office.plan.agency, kind=Kind.DUE, key="k", title="ใกล้", url="/", created_at=moment(0)
        )
    written, last, parts = 0, 0, list[int]()
    while True:
        number, after = digest.write_some(day(0), now=moment(0), after=last)
        parts.append(number)
        written += number
        if after is None:
            break
        last = after
    assert (parts, written, Mail.objects.count()) == ([2, 2, 1, 0], 5, 5)
    assert not Notice.objects.filter(mail=None).exists()
