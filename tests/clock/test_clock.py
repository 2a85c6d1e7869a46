"""What day it is: the real one, but in a demonstration that lives on a day of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

import clock
from accounts.permissions import Role
from audit import chain
from tests.browsing import words_of
from tests.factories import a_measure, a_plan, a_user, an_agency, an_officer

DAY = date(2023, 9, 26)


def test_without_a_day_of_its_own_it_is_the_real_one() -> None:
    assert (clock.demonstration_day(), clock.today()) == (None, timezone.localdate())
    assert abs(clock.now() - timezone.now()).total_seconds() < 60


def test_a_demonstration_keeps_the_real_time_of_its_own_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_TODAY = True, DAY
    assert clock.today() == DAY
    assert (clock.now().utcoffset(), clock.now().hour) == (timezone.localtime().utcoffset(), timezone.localtime().hour)


def test_a_past_is_told_at_its_own_moments(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_TODAY = True, DAY
    with clock.set_to(datetime(2023, 3, 19, 18, tzinfo=UTC)):
        assert clock.today() == date(2023, 3, 20)  # 1.00 น. in Bangkok
    assert clock.today() == DAY


@pytest.mark.django_db
def test_pages_count_from_that_day_say_so_and_what_is_done_bears_it(settings: Settings, client: Client) -> None:
    settings.DEMO, settings.DEMO_TODAY = True, DAY
    agency = an_agency()
    plan = a_plan(agency)
    plan.progress_due_on = date(2023, 9, 29)
    plan.save()
    mana = a_user("mana", Role.OFFICER, agency=agency)
    a_measure(plan, officers=[an_officer(agency, user=mana)], due_on=date(2023, 8, 31))
    client.force_login(mana)
    page = client.get("/", follow=True)
    assert "วันนี้ของระบบสาธิตคือ 26 กันยายน 2566" in page.content.decode()
    assert "การเข้าระบบ ลงนาม และเผยแพร่ใช้วันจริง" in page.content.decode(), "else they contradict the history beside them"
    words = words_of(page)
    for said in (
        "วันอังคารที่ 26 กันยายน พ.ศ. 2566",
        "ให้เสร็จภายในวันที่ 29 กันยายน 2566 (อีก 3 วัน) เกินกำหนดแล้ว 1 มาตรการ",
        "ครบกำหนด 31 ส.ค. 66 (26 วันก่อน)",
    ):
        assert said in words, said
    with transaction.atomic():
        event = chain.record("measure.added", actor=mana.pk, agency=agency.pk, subject="measure:1")
    assert timezone.localdate(event.at) == DAY
