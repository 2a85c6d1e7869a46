"""The bytes of evidence go to whoever may see its measure, to nobody else, under headers that give them no rights."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.permissions import Role
from evidence.intake.kinds import Kind
from evidence.models import Evidence
from evidence.services import keeping
from evidence.services.keeping import Facts
from files import store
from measures.models import Measure
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import a_photograph, sent
from tests.evidence.pages import fetch, file_url, send, text, thumbnail_url
from tests.factories import NOON, a_user, an_agency, an_overseer

pytestmark = pytest.mark.django_db

ADDRESSES: dict[str, Callable[[Evidence], str]] = {"evidence:file": file_url, "evidence:thumbnail": thumbnail_url}


def attached(office: Office, words: str = "ภาพ", **said: object) -> Evidence:
    measure = office.measure()
    file = sent(words, **said)  # type: ignore[arg-type]  # as sent
    return keeping.add(measure=measure, sent=file, facts=Facts("ประชุม"), by=office.mana, now=NOON)


def status(browser: Client, address: str) -> int:
    return fetch(browser, address)[0]


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_may_see_the_measure_gets_it_and_others_find_nothing(
    office: Office, signed_in: SignedIn, client: Client, name: str
) -> None:
    evidence, agency = attached(office), office.plan.agency
    address = ADDRESSES[name](evidence)
    seers = [office.mana, office.piti, office.manee, a_user("chujai", Role.APPROVER, agency=agency)]
    seers.append(an_overseer(province=agency.province))
    strangers = [
        a_user("weera", *Role, agency=an_agency("nong-fan")),
        an_overseer("far", province="ไกล"),
        a_user("new"),
    ]
    assert [status(signed_in(each), address) for each in seers] == [200] * 5
    assert [status(signed_in(each), address) for each in strangers] == [404] * 3
    assert client.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_of_another_agency_or_year_finds_nothing(office: Office, signed_in: SignedIn, name: str) -> None:
    evidence, elsewhere = attached(office), an_agency("nong-fan")
    weera = a_user("weera", *Role, agency=elsewhere)
    elsewhere.plans.create(year=2566, assessed_year=2565)
    office.plan.agency.plans.create(year=2567, assessed_year=2566)
    address = ADDRESSES[name](evidence)
    assert status(signed_in(weera), address.replace(office.plan.agency.slug, "nong-fan")) == 404
    assert status(signed_in(office.mana), address.replace("/2566/", "/2567/")) == 404


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_its_headers_give_no_rights(office: Office, signed_in: SignedIn, name: str) -> None:
    answer = signed_in(office.mana).get(ADDRESSES[name](attached(office)))
    assert {header: answer.get(header) for header in HEADERS} == HEADERS
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file


def test_only_our_own_pictures_open_in_the_browser(office: Office, signed_in: SignedIn) -> None:
    pdf = attached(office, kind=Kind.PDF, name="วาระ.pdf")
    answer = signed_in(office.mana).get(file_url(pdf))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
    assert status(signed_in(office.mana), thumbnail_url(pdf)) == 404


@pytest.mark.parametrize(
    ("given", "handed_out"),
    [
        ("ภาพ ก.HEIC", "ภาพ ก.jpg"),
        ("x.php", "x.jpg"),
        ("x.jpg.exe", "x.jpg.jpg"),
        ("รายงาน", "รายงาน.jpg"),
        ("ดี.JPEG", "ดี.JPEG"),
    ],
)
def test_its_name_says_what_it_is(office: Office, signed_in: SignedIn, given: str, handed_out: str) -> None:
    evidence = attached(office, name=given)
    assert evidence.file_name == handed_out
    assert status(signed_in(office.mana), file_url(evidence)) == 200
    assert status(signed_in(office.mana), file_url(evidence, "other.jpg")) == 404


def test_the_bytes_are_those_that_were_kept_and_ranges_of_them(office: Office, signed_in: SignedIn) -> None:
    evidence = attached(office, "ภาพถ่าย")
    _, whole = fetch(signed_in(office.mana), file_url(evidence))
    part = signed_in(office.mana).get(file_url(evidence), headers={"Range": "bytes=3-5"})
    assert whole == "ภาพถ่าย".encode()
    assert (part.status_code, b"".join(part.streaming_content)) == (206, whole[3:6])  # type: ignore[attr-defined]  # a file


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("damage", ["altered", "of the same length", "gone"])
def test_bytes_that_are_not_what_was_attached_are_not_given(
    office: Office, signed_in: SignedIn, name: str, damage: str
) -> None:
    evidence = attached(office)
    path = store.path_of(evidence.digest if name == "evidence:file" else evidence.thumbnail)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"x" * path.stat().st_size if damage == "of the same length" else b"other")
    answer = signed_in(office.mana).get(ADDRESSES[name](evidence))
    assert answer.status_code == 500
    assert "ไฟล์ที่เก็บไว้ไม่ตรงกับค่าตรวจสอบ" in text(answer)


def test_what_was_removed_or_replaced_is_for_who_may_bring_it_back(office: Office, signed_in: SignedIn) -> None:
    removed = attached(office)
    replaced = keeping.add(measure=removed.measure, sent=sent("เดิม"), facts=Facts("เดิม"), by=office.mana, now=NOON)
    keeping.remove(evidence=removed, by=office.mana, now=NOON)
    keeping.replace(evidence=replaced, sent=sent("ใหม่"), by=office.mana, now=NOON)
    for each in (removed, replaced):
        assert status(signed_in(office.mana), file_url(each)) == 200
        assert status(signed_in(office.piti), file_url(each)) == 404


def test_of_a_removed_measure_nothing_is_found_and_erased_bytes_are_gone(office: Office, signed_in: SignedIn) -> None:
    erased, gone = attached(office), attached(office, "อื่น")
    Evidence.objects.filter(pk=erased.pk).update(erased_at=NOON)
    Measure.objects.filter(pk=gone.measure_id).update(removed_at=NOON)
    assert [status(signed_in(office.mana), file_url(each)) for each in (erased, gone)] == [410, 404]
    assert status(signed_in(office.mana), thumbnail_url(erased)) == 410


def test_the_page_of_the_measure_shows_small_pictures_and_captions(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    send(signed_in(office.mana), measure, [("ก.jpg", a_photograph())], caption="ประชุมประชาคม")
    evidence = Evidence.objects.get()
    page = text(signed_in(office.piti).get(office.url("measure", measure)))
    assert "หลักฐาน 1 รายการ" in page
    assert f'src="{thumbnail_url(evidence)}"' in page
    assert f'href="{file_url(evidence)}"' in page
    assert "ประชุมประชาคม" in page
    assert "แนบหลักฐาน" not in page.replace("<b>แนบหลักฐาน</b>", "")  # ปิติ doesn't answer for it; the history names it
