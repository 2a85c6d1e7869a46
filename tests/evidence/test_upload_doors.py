"""Whoever asks, whatever they say: the upload that is resumed is its person's own, and no header is a fault of ours."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import Membership
from accounts.permissions import Role
from evidence.intake.kinds import LARGEST_FILE, LARGEST_REPORT, MOST_FILES
from evidence.models import EvidencePiece, EvidenceUpload
from files import pieces
from measures.models import Measure, MeasureOfficer
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.pages import text, url
from tests.evidence.piecemeal import (
    PHOTOGRAPH,
    TUS,
    begin,
    bring,
    look_at,
    sent_whole,
)
from tests.factories import NOON, a_user, an_agency, evidence_of
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

BESIDE = ("django_session",)
# All addresses of an upload: "evidence:uploads", "evidence:upload", "evidence:upload_cancel".
WAYS = ("begin", "head", "patch", "look at", "delete", "cancel")


def ask(browser: Client, way: str, measure: Measure, token: str) -> Any:
    """One request of each kind."""
    upload = url("upload", measure, token)
    if way == "begin":
        return begin(browser, measure, "ข.jpg", PHOTOGRAPH)
    if way == "patch":
        return bring(browser, upload, 1500, PHOTOGRAPH[1500:1600])
    if way == "look at":
        return look_at(browser, upload)
    if way == "cancel":
        return browser.post(url("upload_cancel", measure, token))
    return browser.head(upload, headers=TUS) if way == "head" else browser.delete(upload, headers=TUS)


@pytest.mark.parametrize("way", WAYS)
def test_nobody_but_its_person_reaches_an_upload(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str], way: str
) -> None:
    measure, token = half
    stranger = signed_in(a_user("weera", *Role, agency=an_agency("elsewhere")))
    without, piti, manee = (signed_in(each) for each in (a_user("without"), office.piti, office.manee))
    before = everything_stored(but=BESIDE)
    nobody = ask(Client(), way, measure, token)
    if way == "cancel":
        assert (nobody.status_code, nobody["Location"]) == (302, "/accounts/login/")
    else:
        assert nobody.status_code == 401
        assert way == "head" or "หมดเวลาเข้าใช้งาน" in text(nobody)
    assert ask(stranger, way, measure, token).status_code == 404
    assert ask(without, way, measure, token).status_code == 404
    assert ask(piti, way, measure, token).status_code == (403 if way in ("begin", "cancel") else 404)
    if way != "begin":
        assert ask(manee, way, measure, token).status_code == 404  # a coordinator, but not theirs
    assert everything_stored(but=BESIDE) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_role_that_ended_meanwhile_ends_the_upload(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str], way: str
) -> None:
    measure, token = half
    mana = signed_in(office.mana)
    Membership.objects.filter(user=office.mana).update(is_active=False)
    assert ask(mana, way, measure, token).status_code == 404
    Membership.objects.filter(user=office.mana).update(is_active=True)
    MeasureOfficer.objects.all().delete()
    assert ask(mana, way, measure, token).status_code == 403
    assert EvidenceUpload.objects.get().offset == 1500


@pytest.mark.parametrize("way", WAYS)
def test_another_measure_another_year_or_a_removed_one_is_not_found(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str], way: str
) -> None:
    measure, token = half
    mana = signed_in(office.mana)
    if way != "begin":
        assert ask(mana, way, office.measure("E14"), token).status_code == 404
        for odd in ("0" * 32, "x", "%00", "9" * 500):
            assert ask(mana, way, measure, odd).status_code == 404
    Measure.objects.update(removed_at=NOON)
    assert ask(mana, way, measure, token).status_code == 404


@pytest.mark.parametrize("way", [way for way in WAYS if way != "head"])
def test_a_request_without_its_token_changes_nothing(office: Office, half: tuple[Measure, str], way: str) -> None:
    measure, token = half
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.mana)
    assert ask(client, way, measure, token).status_code == 403
    assert EvidenceUpload.objects.get().offset == 1500


def test_a_session_that_is_over_is_told_in_words_and_is_the_next_pages_to_end(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str]
) -> None:
    measure, token = half
    mana = signed_in(office.mana)
    session = mana.session
    session["session_used"] = session["session_begun"] = 0
    session.save()
    Session.objects.update(expire_date=NOON)
    answer = ask(mana, "patch", measure, token)
    assert (answer.status_code, "โปรดเปิดหน้าเข้าสู่ระบบ" in text(answer)) == (401, True)


# How much


def test_files_that_are_on_their_way_count_to_the_measures_twenty(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    for number in range(MOST_FILES - 2):
        evidence_of(measure, office.mana, number=number)
    for name in ("ก", "ข"):
        assert begin(mana, measure, name, PHOTOGRAPH).status_code == 201
    answer = begin(mana, measure, "ค", PHOTOGRAPH)
    assert (answer.status_code, "ที่ส่งค้างไว้รวมกันครบ 20 รายการ" in text(answer)) == (422, True)
    assert begin(signed_in(office.manee), measure, "ค", PHOTOGRAPH).status_code == 201  # another's own count


def test_nobody_fills_the_disk_by_beginning(office: Office, signed_in: SignedIn) -> None:
    mana = signed_in(office.mana)
    for number in range(LARGEST_REPORT // LARGEST_FILE):
        EvidenceUpload.objects.create(
            measure=office.measure(f"E{number + 1}"),
            by=office.mana,
            size=LARGEST_FILE,
            created_at=NOON,
            touched_at=NOON,
        )
    answer = begin(mana, office.measure("E20"), "ก", PHOTOGRAPH)
    assert (answer.status_code, "ไม่เกิน 200 MB" in text(answer)) == (422, True)


def test_a_full_year_is_told_before_a_byte_is_sent(office: Office, signed_in: SignedIn) -> None:
    full = evidence_of(office.measure("E14"), office.mana)
    full.size = LARGEST_REPORT - 10
    full.save()
    answer = begin(signed_in(office.mana), office.measure(), "ก", PHOTOGRAPH)
    assert (answer.status_code, "ของทั้งปีรวมกันได้ไม่เกิน 200 MB" in text(answer)) == (422, True)


def test_whoever_begins_too_many_waits(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    answers = [begin(mana, measure, "ก", b"") for _ in range(121)]
    assert [answer.status_code for answer in answers] == [422] * 120 + [429]
    assert answers[-1]["Retry-After"] == "30"
    assert begin(signed_in(office.manee), measure, "ก", PHOTOGRAPH).status_code == 201


def test_a_folder_that_goes_while_a_piece_is_written_ends_the_upload(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, token = half

    def gone(*_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(pieces, "put", gone)
    assert ask(signed_in(office.mana), "patch", measure, token).status_code == 410


def test_a_full_disk_is_said_and_the_piece_comes_again(
    office: Office, half: tuple[Measure, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, token = half
    mana = Client(raise_request_exception=False)
    mana.force_login(office.mana)

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pieces, "put", full)
        assert ask(mana, "patch", measure, token).status_code == 507
    assert ask(mana, "patch", measure, token).status_code == 204
    assert (EvidenceUpload.objects.get().offset, EvidencePiece.objects.count()) == (1600, 2)


def test_what_is_attached_is_no_upload_any_more(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    token = sent_whole(mana, measure, "ก.jpg", PHOTOGRAPH)
    mana.post(url("list", measure), {"upload_token": token})
    for way in ("head", "patch", "look at", "delete", "cancel"):
        assert ask(mana, way, measure, token).status_code == 404
