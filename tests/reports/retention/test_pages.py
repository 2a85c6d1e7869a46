"""The pages of evidence that is soon deleted: what they list, for whom, keeping a piece with a reason, the ZIP."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.authentication import sessions
from accounts.permissions import Role
from evidence.models import Evidence, KeptLonger
from files import store
from measures.models import Measure
from reports.retention import longer
from tests.evidence.making import a_photograph
from tests.evidence.pages import file_url, thumbnail_url, url
from tests.factories import a_measure, a_user, an_overseer
from tests.reports.retention.making import BEFORE, GONE, TOLD, a_file, an_office, at, events, nights, person
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
SLUG = "thung-sai-than"


@pytest.fixture
def measure() -> Measure:
    """Three pieces that were told of, and one that is public."""
    measure = an_office()
    for number in range(2):
        a_photograph(measure, f"ภาพที่ {number}", number=number, is_public=False)
    a_file(measure, "=บันทึก", is_public=False)
    a_photograph(measure, "ป้ายที่เผยแพร่", number=9)
    nights(TOLD)
    return measure


def browser(role: Role = Role.COORDINATOR, slug: str = SLUG) -> Client:
    client = Client()
    client.force_login(person(slug, role))
    return client


def at_url(name: str, *more: object) -> str:
    return reverse(f"reports:{name}", args=[SLUG, 2566, *more])


def page(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_it_lists_what_goes_with_its_day_and_who_attached_it(measure: Measure) -> None:
    shown = page(browser().get(at_url("retention")))
    assert "จะนำออก 3" in shown
    assert shown.count("1 ตุลาคม 2567") == 3
    assert all(words in shown for words in ("ภาพที่ 0", "ภาพที่ 1", "=บันทึก", "แนบโดย"))
    assert "ป้ายที่เผยแพร่" not in shown
    assert "ดาวน์โหลดทั้งหมด 3 ไฟล์" in shown


def test_fifty_stand_on_a_page(measure: Measure) -> None:
    for number in range(52):
        a_file(measure, f"ฉบับที่ {number}", data=str(number).encode(), is_public=False)
    nights(TOLD)
    pages = [browser().get(f"{at_url('retention')}?page={number}").content.decode() for number in (1, 2, 99)]
    assert [shown.count('id="evidence-') for shown in pages] == [50, 5, 5]


@pytest.mark.parametrize("show", ["", "?show=kept"])
@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_page_makes_as_many_queries_for_any_number_of_rows(
    show: str, count: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_STEP", float("inf"))  # a session's last use is written once a minute
    measure = an_office()
    mana = person(SLUG, Role.COORDINATOR)
    for number in range(count):
        each = a_measure(measure.plan, f"O{number + 1}")
        a_file(each, data=str(number).encode(), is_public=False)
        kept = a_file(each, data=f"kept {number}".encode(), is_public=False)
        longer.keep(evidence=kept, reason="ตรวจสอบอยู่", by=mana, now=BEFORE)
    nights(TOLD)
    client = browser()
    client.get(at_url("retention"))
    with django_assert_num_queries(10):
        shown = client.get(at_url("retention") + show)
    assert shown.content.decode().count('id="evidence-') == count


ROLES = {Role.OFFICER: 403, Role.COORDINATOR: 200, Role.APPROVER: 403, Role.ADMINISTRATOR: 200}


@pytest.mark.parametrize("role", Role)
def test_coordinators_and_administrators_come_in_and_others_of_the_agency_are_told_so(
    measure: Measure, role: Role
) -> None:
    user = a_user("somebody", role, agency=measure.plan.agency)
    client, own = Client(), Evidence.objects.filter(is_public=False)[0]
    client.force_login(user)
    before = everything_stored()
    found = [client.get(at_url(*each)).status_code for each in (["retention"], ["retention_files"])]
    found.append(client.get(at_url("retention_keep", own.pk)).status_code)
    assert found == [ROLES[role]] * 3
    if ROLES[role] == 403:
        for name in ("retention_keep", "retention_let_go"):
            assert client.post(at_url(name, own.pk), {"reason": "ขอ"}).status_code == 403
        assert everything_stored() == before


def test_an_overseer_another_agency_and_visitors_get_nothing(measure: Measure) -> None:
    an_office("nong-fan")
    own = Evidence.objects.filter(is_public=False)[0]
    overseer = Client()
    overseer.force_login(an_overseer(province=measure.plan.agency.province))
    stranger = browser(slug="nong-fan")
    addresses = [at_url("retention"), at_url("retention_files"), at_url("retention_keep", own.pk)]
    before = everything_stored()
    assert [overseer.get(each).status_code for each in addresses] == [403] * 3
    assert [stranger.get(each).status_code for each in addresses] == [404] * 3
    assert [Client().get(each).status_code for each in addresses] == [302] * 3
    for name in ("retention_keep", "retention_let_go"):
        assert stranger.post(at_url(name, own.pk), {"reason": "ขอ"}).status_code == 404
        elsewhere = reverse(f"reports:{name}", args=["nong-fan", 2566, own.pk])
        assert stranger.post(elsewhere, {"reason": "ขอ"}).status_code == 404
    assert everything_stored() == before


def test_a_piece_is_kept_with_a_reason_and_let_go_again(measure: Measure) -> None:
    own, client = Evidence.objects.filter(is_public=False)[0], browser()
    answer = client.post(at_url("retention_keep", own.pk), {"reason": "สตง. ขอตรวจ"}, follow=True)
    assert "เก็บหลักฐาน “ภาพที่ 0” ไว้ต่อแล้ว" in page(answer)
    row = KeptLonger.objects.get()
    assert (row.evidence, row.reason, row.by) == (own, "สตง. ขอตรวจ", person(SLUG, Role.COORDINATOR))
    kept = page(client.get(f"{at_url('retention')}?show=kept"))
    assert "เก็บไว้ต่อ “สตง. ขอตรวจ”" in kept
    assert "จะนำออก 2" in kept
    client.post(at_url("retention_keep", own.pk), {"reason": "อีกเหตุผลหนึ่ง"})
    assert KeptLonger.objects.get().reason == "สตง. ขอตรวจ"
    client.post(at_url("retention_let_go", own.pk))
    client.post(at_url("retention_let_go", own.pk))
    assert KeptLonger.objects.count() == 0
    assert [len(events(f"evidence.{name}")) for name in ("kept_longer", "let_go")] == [1, 1]


@pytest.mark.parametrize(("typed", "said"), [("", "โปรดพิมพ์เหตุผลที่เก็บไว้ต่อ"), ("ก" * 501, "500")])
def test_a_reason_that_cant_be_is_told_beside_its_field_and_stays(measure: Measure, typed: str, said: str) -> None:
    own = Evidence.objects.filter(is_public=False)[0]
    answer = browser().post(at_url("retention_keep", own.pk), {"reason": typed})
    assert answer.status_code == 422
    assert said in page(answer)
    assert typed in page(answer)
    assert KeptLonger.objects.count() == 0


def test_a_piece_that_went_meanwhile_is_not_kept(measure: Measure) -> None:
    own, client = Evidence.objects.filter(is_public=False)[0], browser()
    nights(GONE)
    assert client.post(at_url("retention_keep", own.pk), {"reason": "ขอ"}).status_code == 404
    public = Evidence.objects.get(is_public=True)
    assert client.get(at_url("retention_keep", public.pk)).status_code == 404


def test_the_zip_has_every_file_and_a_list_of_them_and_of_what_is_gone(measure: Measure) -> None:
    lost = a_file(measure, "เสียหาย", data=b"%PDF-1.7 lost", is_public=False)
    nights(GONE)
    added = a_photograph(measure, "ภาพใหม่", number=7, is_public=False)
    nights(GONE)
    Evidence.objects.filter(pk=lost.pk).update(announced_at=GONE)
    store.path_of(lost.digest).write_bytes(b"other")
    answer: Any = browser().get(at_url("retention_files"))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert names == ["002-IMG_7.jpg", "รายการหลักฐาน.csv"]
        assert packed.read(names[0]) == store.get(added.digest)
        rows = list(csv.reader(io.StringIO(packed.read(names[1]).decode("utf-8-sig"))))
    found = [(row[1], row[3].lstrip("'"), row[7], row[10]) for row in rows[1:]]
    gone = "นำออกตามกำหนดเก็บรักษาเมื่อ 1 ต.ค. 67"
    erased = Evidence.objects.exclude(erased_at=None).order_by("position")
    assert found[:2] == [
        ("", "เสียหาย", lost.digest, "ไฟล์ที่เก็บไว้เสียหาย จึงไม่อยู่ในชุดนี้"),
        ("002-IMG_7.jpg", "ภาพใหม่", added.digest, "อยู่ในชุดนี้"),
    ]
    assert [each[:3] for each in found[2:]] == [("", row.caption, row.digest) for row in erased]
    assert all(each[3].startswith(gone) for each in found[2:])


def test_a_tombstone_stands_where_the_evidence_stood_and_its_address_says_so(measure: Measure) -> None:
    own = Evidence.objects.filter(is_public=False)[0]
    nights(GONE)
    client = browser()
    shown = page(client.get(url("list", measure)))
    assert shown.count("นำออกตามกำหนดเก็บรักษาเมื่อ") == 3
    assert all(words in shown for words in ("ภาพที่ 0", own.digest, str(own.added_by)))
    assert file_url(own) not in shown
    of_measure = page(client.get(reverse("measures:measure", args=[SLUG, 2566, measure.pk])))
    assert "นำออกตามกำหนดเก็บรักษาเมื่อ" in of_measure
    for address in (file_url(own), thumbnail_url(own)):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (410, "private, no-store")
        assert "ไฟล์ของหลักฐาน “ภาพที่ 0” นำออกตามกำหนดเก็บรักษา" in page(answer)
    assert client.post(url("remove", measure, own.pk), follow=True).status_code == 200
    assert Evidence.objects.get(pk=own.pk).removed_at is None


def test_what_was_taken_out_says_until_when_it_can_come_back_and_then_that_it_cant() -> None:
    measure = an_office()
    gone = a_photograph(measure, "ภาพผิด", is_public=False)
    Evidence.objects.filter(pk=gone.pk).update(removed_at=at(2024, 1, 1, 12))
    client = browser()
    assert "นำกลับได้ถึง 30 มี.ค. 67" in page(client.get(url("list", measure)))
    nights(at(2024, 3, 31))
    shown = page(client.get(url("list", measure)))
    assert "นำออกตามกำหนดเก็บรักษาเมื่อ" in shown
    assert url("restore", measure, gone.pk) not in shown
    answer = client.post(url("restore", measure, gone.pk), follow=True)
    assert "จึงแก้ไขหรือนำกลับมาไม่ได้" in page(answer)
