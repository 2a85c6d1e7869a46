"""From the second edition on, whatever speaks of a report says which edition it means."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from reports.models import Edition
from reports.publication import publish as publication
from tests.ita_portal.eventlog.logging_office import sentences
from tests.reports.approved import Scene
from tests.reports.office import NOW, PASSWORD
from tests.reports.publication.scenes import REASON, a_published_scene, another_edition, page, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


def begun() -> Scene:
    """The second edition is open and complete."""
    scene = a_published_scene()
    made = publication.begin(plan=scene.office.plan, by=scene.person("mana"))
    Edition.objects.filter(pk=made.pk).update(reported_on=NOW.date(), reported_on_as_written="๓ ตุลาคม ๒๕๖๖")
    return scene


def test_the_first_edition_has_no_number_to_be_told_by() -> None:
    assert [Edition(number=number).issue for number in (1, 2)] == ["", "ฉบับที่ 2 "]


def on_one_line(html: str) -> str:
    """A page without the line breaks of its template."""
    return re.sub(r"(<(?:dd|p)\b[^>]*>) ", r"\1", " ".join(html.split()))


def shown(client: Client, scene: Scene, where: str, by: str = "mana") -> str:
    return on_one_line(page(client, scene, where, by=by))


@pytest.mark.parametrize(
    ("withdrawn", "public"),
    [(False, "ประชาชนยังอ่านฉบับที่ 1"), (True, "ฉบับที่ 1 เพิกถอนแล้ว ขณะนี้ไม่มีฉบับปัจจุบันให้ประชาชนอ่าน")],
)
def test_the_home_says_which_edition_is_in_the_making_and_what_the_public_reads(
    client: Client, withdrawn: bool, public: str
) -> None:
    scene = a_published_scene()
    if withdrawn:
        withdraw(scene.round, scene.person("mana"))
    publication.begin(plan=scene.office.plan, by=scene.person("mana"))
    client.force_login(scene.person("mana"))
    home = client.get(f"/a/{scene.office.agency.slug}/{scene.office.plan.year}/").content.decode()
    assert "ฉบับที่ 2: " in home and public in home


def test_every_page_on_the_way_names_the_edition(client: Client) -> None:
    scene = begun()
    assert "ปีงบประมาณ 2566 ฉบับที่ 2 <span" in shown(client, scene, "")
    submit = shown(client, scene, "submit/")
    assert "ปีงบประมาณ 2566 ฉบับที่ 2 " in submit and "<dd>ฉบับที่ 2 รอบที่ 1 " in submit
    seen = submit.partition('name="seen" value="')[2].partition('"')[0]
    typed = {"seen": seen, "declaration": "on", "secret": PASSWORD}
    sent = client.post(scene.office.url("submit/"), typed, follow=True).content.decode().replace("\u00a0", " ")
    sent = on_one_line(sent)
    assert "เสนอรายงานฉบับที่ 2 รอบที่ 1 ให้" in sent
    assert '<p class="lead">ฉบับที่ 2 รอบที่ 1 เสนอโดย' in sent
    assert "<dd>ฉบับที่ 2 รอบที่ 1 " in shown(client, scene, "recall/")
    assert "ปีงบประมาณ 2566 ฉบับที่ 2 รอบที่ 1 " in shown(client, scene, "review/", by="somsak")
    assert '<dd><span class="nb">ฉบับที่ 2 รอบที่ 1</span> ' in shown(client, scene, "sign/", by="somsak")
    assert "รายงานฉบับที่ 2 รอบที่ 1 ปี 2566" in shown(client, scene, "rounds/2/1/")
    assert "<title>รายงานรอบที่ 1 ปี 2566" in shown(client, scene, "rounds/1/1/")


def test_the_log_tells_editions_apart(client: Client) -> None:
    scene = a_published_scene()
    publish(another_edition(scene), scene.person("mana"), reason=REASON)
    client.force_login(scene.person("mana"))
    log = client.get(f"/a/{scene.office.agency.slug}/log/").content.decode().replace("\u00a0", " ")
    said = [each for each in sentences(log) if each.startswith("เสนอให้พิจารณา")]
    assert said == [
        "เสนอให้พิจารณา รายงานปี 2566 ฉบับที่ 2 รอบที่ 1",
        "เสนอให้พิจารณา รายงานปี 2566 รอบที่ 1",
    ]
