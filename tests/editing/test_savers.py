"""Whose words stand on the other side of a conflict: named only where it can have been nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.models import User
from audit import chain
from audit.models import AuditHead
from editing.who_saved import OTHERS, UNKNOWN, Savers, Trail
from tests.factories import NOON, a_user, an_agency

pytestmark = pytest.mark.django_db
MEASURE = Trail(["measure:1"])


def did(user: User | None, action: str = "progress.saved", subject: str = "measure:1", agency: int = 1) -> int:
    """The number of the event."""
    now = NOON + timedelta(minutes=AuditHead.objects.get().seq)
    with transaction.atomic():
        return chain.record(action, actor=user.pk if user else None, agency=agency, subject=subject, at=now).seq


@pytest.fixture
def mana() -> User:
    return a_user("mana")


@pytest.fixture
def piti() -> User:
    return a_user("piti")


def test_one_other_who_alone_saved_since_is_named_with_the_time_of_the_last_save(mana: User, piti: User) -> None:
    since = did(mana)  # before the form was drawn
    did(piti, "measure.changed")
    last = did(piti)
    did(mana, subject="measure:2")
    at = NOON + timedelta(minutes=last - 1)
    assert MEASURE.savers(mana, since) == Savers(piti.name, at)


def test_oneself_in_another_window_is_told_so(mana: User) -> None:
    at = NOON + timedelta(minutes=did(mana) - 1)
    assert MEASURE.savers(mana, 0) == Savers(at=at, is_oneself=True)


def test_of_several_others_nobody_is_named(mana: User, piti: User) -> None:
    """Who wrote the part that clashes, the trail does not say."""
    did(piti)
    did(a_user("weera"))
    assert MEASURE.savers(mana, 0) == OTHERS


def test_where_oneself_and_another_saved_it_is_not_said_who_of_the_two(mana: User, piti: User) -> None:
    did(piti)
    did(mana)
    assert MEASURE.savers(mana, 0) == UNKNOWN


def test_what_the_portal_did_itself_nobody_did(mana: User, piti: User) -> None:
    did(None)
    assert MEASURE.savers(mana, 0) == UNKNOWN
    did(piti)
    assert MEASURE.savers(mana, 0) == UNKNOWN


def test_what_cannot_be_known_is_not_said(mana: User, piti: User) -> None:
    last = did(piti)
    assert MEASURE.savers(mana, None) == UNKNOWN
    assert MEASURE.savers(mana, last) == UNKNOWN


def test_ones_own_save_after_the_comparison_does_not_count(mana: User, piti: User) -> None:
    until = did(piti)
    did(mana)
    assert MEASURE.savers(mana, 0, until).name == piti.name


def test_who_only_kept_what_lost_a_choice_saved_nothing(mana: User, piti: User) -> None:
    did(piti)
    did(mana, "progress.set_aside")
    assert MEASURE.savers(mana, 0).name == piti.name


def test_the_same_subject_in_another_agency_is_nobodys_here(mana: User, piti: User) -> None:
    """All agencies confirm the wordings of the same items."""
    here, there = an_agency(), an_agency("elsewhere")
    did(piti, "wording.confirmed", "indicator:1", there.pk)
    assert Trail(["indicator:1"], here).savers(mana, 0) == UNKNOWN
    did(mana, "wording.confirmed", "indicator:1", here.pk)
    assert Trail(["indicator:1"], here).savers(mana, 0).is_oneself


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (Savers("นายปิติ"), "นายปิติ แก้ไขช่อง “ก” “ข” ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"),
        (Savers(is_oneself=True), "ท่านแก้ไขช่อง “ก” “ข” ไว้ในอีกหน้าต่างหนึ่ง ใช้ข้อความล่าสุดแล้ว"),
        (OTHERS, "ผู้อื่นแก้ไขช่อง “ก” “ข” ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"),
        (UNKNOWN, "มีการแก้ไขช่อง “ก” “ข” ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"),
    ],
)
def test_the_notice_follows(who: Savers, said: str) -> None:
    assert who.taken(["ก", "ข"]) == said
