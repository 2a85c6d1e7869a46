"""The first signature is in the name of whoever submits: the printed reporter only where that is they themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Role
from measures.models import Officer
from pades.signing import signatures
from paper.paper import Submitter
from reports.models import Decision, Edition
from reports.review.people.submitter import submitter_of
from reports.signing import sign
from reports.verification.hands import hands_of
from tests.accounts.making import a_person
from tests.reports.office import NOW, Office, approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]
REPORTER = "นายดี งามยิ่ง"


def of(office: Office, by: User) -> Submitter:
    return submitter_of(Edition.objects.in_full().get(), by, NOW)


def test_somebody_else_is_printed_with_a_post_of_their_own(office: Office, mana: User) -> None:
    assert of(office, mana) == Submitter("นายmana", "ตำแหน่งของmana", NOW.date())
    Membership.objects.filter(user=mana).update(post="")
    assert of(office, mana).post == "ผู้ประสานงาน ITA"


def by_account(mana: User) -> None:
    Officer.objects.filter(name=REPORTER).update(user=mana)


def by_name(mana: User) -> None:
    User.objects.filter(pk=mana.pk).update(name="นายดี  งามยิ่ง")


def by_address(mana: User) -> None:
    User.objects.filter(pk=mana.pk).update(email="same@example.go.th")
    Officer.objects.filter(name=REPORTER).update(user=a_person("other", email="same@example.go.th"))


@pytest.mark.parametrize("link", [by_account, by_name, by_address])
def test_the_reporter_is_printed_as_the_report_names_them(
    office: Office, mana: User, link: Callable[[User], None]
) -> None:
    link(mana)
    mana.refresh_from_db()
    assert of(office, mana) == Submitter(REPORTER, "นักวิชาการ", NOW.date())


def test_whose_account_is_another_is_no_reporter_whatever_the_name(office: Office, mana: User) -> None:
    by_name(mana)
    mana.refresh_from_db()
    Officer.objects.filter(name=REPORTER).update(user=a_person("other"))
    assert of(office, mana).post == "ตำแหน่งของmana"


def test_the_signature_is_in_the_name_of_whoever_consented(
    office: Office, mana: User, somsak: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed: list[tuple[str, str, str]] = []
    real = signatures.sign

    def sign_and_tell(pdf: bytes, **said: Any) -> bytes:
        whose = said["reporter"]
        signed.append((whose.name, whose.post, whose.act))
        return real(pdf, **said)

    monkeypatch.setattr(signatures, "sign", sign_and_tell)
    made = office.submit(mana)
    assert Decision.objects.get(move="submit").name == "นายmana"
    approve(made, somsak)
    sign.sign_all(timezone.now)
    assert signed == [("นายmana", "ตำแหน่งของmana", "ผู้เสนอรายงาน")]


def test_a_namesake_signs_as_whoever_submitted(
    office: Office, mana: User, somsak: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=mana.pk).update(name=REPORTER)
    mana.refresh_from_db()
    Officer.objects.filter(name=REPORTER).update(user=a_person("other"))
    Edition.objects.update(reporter_post="นักวิชาการ")
    client.force_login(mana)
    assert "ผู้เสนอและลงนาม" in client.get(office.url("submit/")).content.decode()
    signed: list[str] = []
    real = signatures.sign

    def sign_and_tell(pdf: bytes, **said: Any) -> bytes:
        signed.append(said["reporter"].act)
        return real(pdf, **said)

    monkeypatch.setattr(signatures, "sign", sign_and_tell)
    made = office.submit(mana)
    approve(made, somsak)
    sign.sign_all(timezone.now)
    assert signed == ["ผู้เสนอรายงาน"]
    assert [hand.act for hand in hands_of(made, NOW)] == ["ผู้เสนอรายงาน", "ผู้อนุมัติ"]


def test_the_page_says_who_signs_before_anybody_consents(office: Office, mana: User, client: Client) -> None:
    client.force_login(mana)
    page = client.get(office.url("submit/")).content.decode()
    assert "ผู้เสนอและลงนาม" in page
    assert "พิมพ์ชื่อไว้ ไม่ได้ลงนาม" in page
    by_account(mana)
    page = client.get(office.url("submit/")).content.decode()
    assert "ผู้เสนอและลงนาม" not in page


def test_who_submits_a_long_report_is_told_that_it_takes_its_time(
    office: Office, mana: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the page itself: who has no scripts sees nothing change after the press."""
    client.force_login(mana)
    assert "ไม่ต้องกดซ้ำ" not in client.get(office.url("submit/")).content.decode()
    monkeypatch.setattr("reports.views.submission.pages_of", lambda *_: 128)
    page = client.get(office.url("submit/")).content.decode()
    assert "เอกสารมี 128 หน้า" in page
    assert "ไม่ต้องกดซ้ำ" in page


def test_a_post_that_was_missing_is_taken_from_the_record_as_soon_as_it_is_there(office: Office, mana: User) -> None:
    Officer.objects.update(post="")
    Edition.objects.update(reporter_post="", approver_post="")
    Membership.objects.filter(role=Role.APPROVER).update(post="")
    client = Client()
    client.force_login(mana)
    page = client.get(office.url()).content.decode()
    assert "ตำแหน่งของผู้รายงาน" in page
    assert "ตำแหน่งของผู้อนุมัติ" in page
    Officer.objects.update(post="นักจัดการงานทั่วไป")
    Membership.objects.filter(role=Role.APPROVER).update(post="ปลัด")
    page = client.get(office.url()).content.decode()
    assert "ตำแหน่งของผู้รายงาน" not in page
    assert "ตำแหน่งของผู้อนุมัติ" not in page


def test_the_text_of_a_round_names_whoever_submitted_it(office: Office, mana: User, client: Client) -> None:
    office.submit(mana)
    client.force_login(mana)
    page = client.get(office.url("rounds/1/1/")).content.decode()
    assert '(<span class="nb">นายmana</span>)' in page
    assert f'(<span class="nb">{REPORTER}</span>)' not in page
