"""Sending: a mail server that is dead delays letters and breaks nothing; a crash repeats and never loses."""

import re
import socket
import time
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django import Settings

from measures.models import State
from notices.mail import digest, posting
from notices.models import Mail
from notices.models.mail import LONGEST, PATIENCE
from tests.measures.reviewing import Office, again, seen
from tests.notices.postbox import Postbox, hanging, postbox
from tests.notices.telling import day, moment, two_letters

LATER = PATIENCE + timedelta(seconds=1)


def send_by(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5


def a_dead_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def subjects(box: Postbox) -> list[tuple[str, str]]:
    return [(str(letter["To"]).partition("@")[0], str(letter["Subject"]).strip()) for letter in box.taken]


def test_a_letter_reaches_a_mail_server_in_thai(office: Office, settings: Settings) -> None:
    two_letters(office)
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0)) == 2
    assert subjects(box) == [("kanda", "ส่งกลับแก้ไข: มาตรการ E14"), ("chan", "ส่งกลับแก้ไข: มาตรการ E14")]
    text, html = (part.get_content() for part in box.taken[0].iter_parts())
    assert "ขอให้ระบุจำนวนผู้เข้าร่วม" in text
    assert re.search(r"<li>\s*<p>\s*<a href=", html)


def test_a_dead_mail_server_delays_letters_and_none_is_lost(
    office: Office, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    two_letters(office)
    send_by(settings, a_dead_port())
    assert posting.post(moment(0)) == 0
    assert list(Mail.objects.order_by("pk").values_list("tries", "fault", "lease")) == [(0, "", ""), (0, "", "")]
    assert "the mail server failed (ConnectionRefusedError): it is tried again in 60 s" in caplog.text
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0) + LATER) == 2
        assert posting.post(moment(0) + LATER * 2) == 0
    assert len(box.taken) == 2


def test_a_hanging_mail_server_delays_letters_for_as_long_as_the_setting_says(
    office: Office, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    two_letters(office)
    with hanging() as port:
        send_by(settings, port)
        settings.EMAIL_TIMEOUT = 1
        began = time.monotonic()
        assert posting.post(moment(0)) == 0
        assert 1 <= time.monotonic() - began < 4, "the second letter is not tried on a server that hangs"
    assert list(Mail.objects.order_by("pk").values_list("tries", "lease")) == [(0, ""), (0, "")]
    assert "the mail server failed (SMTPServerDisconnected)" in caplog.text
    with postbox() as box:
        send_by(settings, box.port)
        assert posting.post(moment(0) + LATER) == 2
    assert len(box.taken) == 2


def test_every_wait_for_a_mail_server_has_an_end() -> None:
    assert 0 < conf.EMAIL_TIMEOUT <= 60
    assert get_connection("django.core.mail.backends.smtp.EmailBackend").timeout == conf.EMAIL_TIMEOUT


def test_a_decision_is_made_while_the_mail_server_is_dead(office: Office, settings: Settings) -> None:
    send_by(settings, a_dead_port())
    measure = office.measure(State.HANDED_IN)
    client: Client = office.client("officer")
    assert client.post(office.url("recall", measure), {"move": "recall", **seen(measure)}).status_code == 302
    assert again(measure).state == State.OPEN


def test_one_refused_address_keeps_no_other_letter_from_going_out(office: Office, settings: Settings) -> None:
    two_letters(office)
    with postbox("chan@office.example") as box:
        send_by(settings, box.port)
        assert posting.post(moment(0)) == 1
    assert [who for who, _ in subjects(box)] == ["kanda"]
    assert Mail.objects.get(sent_at=None).fault == "SMTPRecipientsRefused"


def test_who_is_killed_after_sending_sends_again_under_the_same_id_and_never_loses(
    office: Office, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.measure(State.RETURNED, duties=office.duties[:1])
    digest.make(day(0), now=moment(0))
    send = EmailMultiAlternatives.send

    def killed(letter: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        send(letter, fail_silently)
        raise KeyboardInterrupt

    monkeypatch.setattr(EmailMultiAlternatives, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        posting.post(moment(0))
    monkeypatch.setattr(EmailMultiAlternatives, "send", send)
    assert posting.post(moment(0)) == 0, "another may still have it in hand"
    assert posting.post(moment(0) + LATER) == 1
    assert posting.post(moment(0) + LATER * 2) == 0
    first, second = mailoutbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"]


def test_a_letter_in_anothers_hands_is_not_sent_beside_them(office: Office, mailoutbox: list[EmailMessage]) -> None:
    two_letters(office)
    [letter, _] = Mail.objects.order_by("pk")
    Mail.objects.filter(pk=letter.pk).update(lease="another's", next_at=moment(0) + PATIENCE)
    assert posting.post(moment(0)) == 1
    assert [message.to for message in mailoutbox] == [["chan@office.example"]]


def test_after_a_week_it_is_no_news_any_more(office: Office, mailoutbox: list[EmailMessage]) -> None:
    two_letters(office)
    assert posting.post(moment(0) + LONGEST) == 0
    assert mailoutbox == []


def test_a_line_break_in_what_was_typed_makes_no_header(office: Office, mailoutbox: list[EmailMessage]) -> None:
    two_letters(office)
    letter = Mail.objects.earliest("pk")
    letter.notices.update(title="E14\r\nBcc: everybody@office.example")
    posting.post(moment(0))
    [message] = [each for each in mailoutbox if each.to == [letter.user.email]]
    assert message.message()["Bcc"] is None
    assert message.subject == "E14 Bcc: everybody@office.example"


def test_who_left_meanwhile_gets_no_letter(office: Office, mailoutbox: list[EmailMessage]) -> None:
    two_letters(office)
    office.people["officer"].is_active = False
    office.people["officer"].save()
    assert posting.post(moment(0)) == 1
    assert posting.post(moment(0) + LATER) == 0
    assert [message.to for message in mailoutbox] == [["chan@office.example"]]
