"""A decision out of a page about another version is told just that, not that somebody acted; the words stay."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from reports.models import Decision
from tests.reports.office import PASSWORD, Office, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

WORDS = "ถ้อยคำที่พิมพ์ไว้"
CONSENT = {"declaration": "on", "secret": PASSWORD, "comment": WORDS}


def told(office: Office, user: User, page: str, said: dict[str, object]) -> str:
    """The page that answers 409, whatever was decided before staying as it is."""
    client, before = Client(), list(Decision.objects.values_list("pk", flat=True))
    client.force_login(user)
    answer = client.post(office.url(page), said)
    assert answer.status_code == 409
    assert list(Decision.objects.values_list("pk", flat=True)) == before
    body = answer.content.decode()
    assert WORDS in body.partition("ข้อความที่ท่านพิมพ์ไว้")[2]
    return body


@pytest.mark.parametrize("altered", ["9999", "x", ""])
def test_a_round_that_does_not_exist(office: Office, mana: User, somsak: User, altered: str) -> None:
    office.submit(mana)
    pages = {
        "review/": told(office, somsak, "review/", {"round": altered, "decision": "return", "comment": WORDS}),
        "recall/": told(office, mana, "recall/", {"round": altered, "comment": WORDS}),
        "sign/": told(office, somsak, "sign/", {"seen": "0" * 64, **CONSENT}),
    }
    for page, body in pages.items():
        assert "<h1>หน้าที่ท่านเปิดไว้ไม่ตรงกับรอบปัจจุบัน</h1>" in body
        assert "ขณะนี้รอพิจารณารอบที่ 1" in body
        assert f'<a class="btn btn-primary" href="{office.url(page)}">เปิดหน้าใหม่</a>' in body
        assert "ผู้อื่นดำเนินการ" not in body and "ท่านดำเนินการเรื่องนี้ไปแล้ว" not in body


def test_a_round_that_a_newer_one_has_replaced(office: Office, mana: User, somsak: User) -> None:
    first = office.submit(mana)
    decide(first, "recall", mana)
    office.submit(mana)
    body = told(office, somsak, "review/", {"round": first.pk, "decision": "return", "comment": WORDS})
    assert "ขณะนี้รอพิจารณารอบที่ 2" in body


def test_where_nothing_waits_any_more_it_is_said_who_decided(office: Office, mana: User, somsak: User) -> None:
    first = office.submit(mana)
    decide(first, "recall", mana)
    body = told(office, somsak, "review/", {"round": "9999", "decision": "return", "comment": WORDS})
    assert "ผู้อื่นดำเนินการกับรายงานนี้ไปก่อนแล้ว" in body
    assert "นายmana" in body
