"""A plan and a progress report are called by their own names, wherever people read of them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.permissions import Role
from notices import due
from paper import poster
from paper.poster import Poster
from reports.models import Decision, Edition, Publication
from reports.models.kinds import Kind
from tests.browsing import words_of
from tests.paper.readback import poppler
from tests.reports.office import NOW, an_office
from tests.reports.publication.scenes import (
    a_published_scene,
    a_signed_scene,
    another_edition,
    publish,
    withdraw,
)
from tests.reports.scene import a_scene
from thai.dates import local_day

pytestmark = [pytest.mark.django_db]
OTHERS = [Kind.PLAN, Kind.PROGRESS]
# What is said of the portal, of all that is published, of the other documents of the year, or of whoever reports.
_OF_ALL = (
    "รายงานความก้าวหน้า",
    "รายงานที่เผยแพร่",
    "รายงานทั้งหมด",
    "ตรวจสอบรายงาน",
    "ตรวจรายงานอื่น",
    "วันที่รายงาน",
    "ผู้รายงาน",
    "รายงานผู้บริหาร",
    "ระบบรายงาน",
    "ขอรายงาน",
)


def wrong(words: str) -> list[str]:
    """Where words speak of a report, but for what may be called so on any page."""
    words = "".join(words.split())
    for each in _OF_ALL:
        words = words.replace(each, "")
    return re.findall(r".{0,30}รายงาน.{0,20}", words)


def pages(client: Client, scene: Any, *names: str, by: str) -> dict[str, str]:
    client.force_login(scene.person(by) if hasattr(scene, "person") else scene.people[by])
    found = {}
    for name in names:
        answer = client.get(scene.office.url(name))
        assert answer.status_code < 500, (name, answer.status_code)
        if answer.status_code in (200, 409):
            found[name] = words_of(answer)
    return found


ROAD = ("", "submit/", "recall/", "review/", "sign/", "signed/", "rounds/", "rounds/1/1/", "publish/", "publish/aside/")
AFTER = (*ROAD, "publish/replace/", "publish/withdraw/", "publish/next/", "published/")


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("signable_paper")
def test_no_page_of_its_road_calls_it_a_report_in_any_state(kind: Kind, client: Client) -> None:
    scene = a_scene(kind)
    shown = 0
    for state in Edition.State:
        scene.put(state)
        if state == Edition.State.APPROVED:  # and all that come after it
            named = scene.people["named"]
            Decision.objects.create(
                round=scene.round, move="approve", by=named, name=named.name, declaration="ยืนยัน", at=NOW
            )
        for who in ("submitter", "named", "coordinator", "officer"):
            for name, words in pages(client, scene, *AFTER, by=who).items():
                assert wrong(words) == [], (state, who, name)
                shown += 1
    assert shown > 100


@pytest.mark.parametrize("kind", OTHERS)
def test_nor_does_one_that_is_begun(kind: Kind, client: Client) -> None:
    office = an_office(kind)
    client.force_login(office.person("mana", Role.COORDINATOR))
    for name in ("", "submit/", "rounds/"):
        answer = client.get(office.url(name), follow=True)
        assert wrong(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])) == [], name
    answer = client.post(office.url("submit/"), {}, follow=True)
    assert wrong(words_of(answer)) == []
    answer = client.post(office.url(""), {"do": "save", "opening": "", "reported_on": "ไม่ใช่วันที่"})
    assert answer.status_code == 422
    assert wrong(words_of(answer)) == []


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("signable_paper")
def test_nor_does_anything_that_the_public_reads_or_downloads(kind: Kind, client: Client) -> None:
    scene = a_published_scene(kind=kind)
    code = scene.round.code
    for when in ("published", "replaced", "withdrawn"):
        if when == "replaced":
            publish(another_edition(scene), scene.person("mana"), reason="แก้ไขระยะเวลา")
        elif when == "withdrawn":
            withdraw(Publication.objects.get(round__edition__number=2).round, scene.person("mana"))
            code = Publication.objects.get(round__edition__number=2).round.code
        for address in (f"/r/{code}/", f"/v/{code}/"):
            assert wrong(words_of(client.get(address))) == [], (when, address)
        assert wrong(_title(client.get(f"/r/{code}/"))) == []
    pdf, _ = fetched(client, f"/r/{code}/report.pdf")
    judged = client.post("/v/", {"file": _file(pdf)})
    assert kind.called in words_of(judged) and wrong(words_of(judged)) == []
    changed = client.post("/v/", {"file": _file(pdf.replace(b"/Contents", b"/Kontents", 1))})
    assert wrong(words_of(changed)) == []
    for name in ("report.pdf", "report.json", "report.csv", "bundle.zip"):
        data, disposition = fetched(client, f"/r/{code}/{name}")
        assert quote(kind.called) in disposition, name
    packed = zipfile.ZipFile(io.BytesIO(data))
    how = packed.read("HOW-TO-VERIFY.th.txt").decode()
    assert how.startswith(f"วิธีตรวจ{kind.called}ชุดนี้") and kind.declared.table in how and wrong(how) == []


def fetched(client: Client, address: str) -> tuple[bytes, str]:
    """A file and how it is to be called."""
    answer: Any = client.get(address)
    data = answer.getvalue()
    return data, answer["Content-Disposition"]


def _title(answer: Any) -> str:
    return " ".join(re.findall(r'<title>(.*?)</title>|content="([^"]*)"', answer.content.decode())[0])


def _file(data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = "แผน.pdf"
    return file


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("quick_paper")
def test_no_notice_and_no_home_page_calls_it_a_report(kind: Kind, client: Client) -> None:
    scene = a_scene(kind)
    today = local_day(NOW)
    told = 0
    for state in Edition.State:
        scene.put(state)
        for matter in due.of_agency(scene.office.agency, today):
            if kind.declared.slug in matter.url:
                assert wrong(f"{matter.title} {matter.detail}") == [], state
                told += 1
    assert told > 3


@pytest.mark.parametrize("kind", Kind)
def test_the_poster_says_what_it_leads_to(kind: Kind) -> None:
    title = kind.declared.title
    sheet = Poster("อบต.จำปา", kind.called, title, 2566, "https://portal.example/r/A/", "A", is_trial=False)
    said = "".join(poppler(poster.write(sheet)).split())
    assert f"สแกนเพื่ออ่าน{kind.called}" in said.replace(" ", "") and f"{kind.called}ลงลายมือชื่อดิจิทัลแล้ว" in said
    assert kind is Kind.RESULT or wrong(said.replace("".join(title.split()), "")) == []


@pytest.mark.usefixtures("signable_paper")
def test_a_result_report_is_called_what_it_was(client: Client) -> None:
    scene = a_signed_scene()
    publish(scene.round, scene.person("mana"))
    said = words_of(client.get(f"/v/{scene.round.code}/"))
    assert "รายงานของรหัสนี้" in said and "อ่านรายงาน" in said
    packed = zipfile.ZipFile(io.BytesIO(fetched(client, f"/r/{scene.round.code}/bundle.zip")[0]))
    assert packed.read("HOW-TO-VERIFY.th.txt").decode().startswith("วิธีตรวจรายงานชุดนี้โดยไม่ต้องใช้ระบบที่ออกรายงาน\n")
