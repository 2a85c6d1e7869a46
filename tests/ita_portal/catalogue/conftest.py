"""Who keeps the installation, signed in, and lists of two years."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from measures.models import Indicator
from tests.factories import a_user, an_indicator

MANUAL = "คู่มือหรือมาตรฐานการปฏิบัติงาน"


@pytest.fixture
def operator(db: None) -> User:
    return a_user("somying", is_superuser=True)


@pytest.fixture
def keeper(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


@pytest.fixture
def item(db: None) -> Indicator:
    return an_indicator("O13", year=2566, text=MANUAL)
