"""Another program holds the database: who writes is told so, and sends the same words again once it is free."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from measures.models import Measure
from tests.browsing import form_of, open_form, words_of
from tests.measures.conftest import make_office

TYPED = "ข้อความที่พิมพ์ไว้ <xss>"


@contextmanager
def locked() -> Iterator[None]:
    """While another connection keeps all others from writing; ours is impatient, so that the test need not wait."""
    other, is_sqlite = connection.copy(), connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20" if is_sqlite else "SET lock_timeout = '20ms'")
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
        if not is_sqlite:
            cursor.execute("LOCK TABLE accounts_draft, measures_measure IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_lock_loses_no_word() -> None:
    office = make_office()
    manee = Client(raise_request_exception=False)
    manee.force_login(office.manee)
    form = open_form(manee, office.url("add"))
    with locked():
        page = form.press(manee, code="E13", question=TYPED)
        assert manee.get(office.url("list")).status_code == 200
    assert (page.status_code, "เพราะขณะนี้ฐานข้อมูลไม่ว่าง" in words_of(page)) == (503, True)
    assert "&lt;xss&gt;" in page.content.decode()
    assert Measure.objects.count() == 0
    again = form_of(page)
    assert manee.post(again.action, again.values).status_code == 302
    assert Measure.objects.get().question == TYPED
