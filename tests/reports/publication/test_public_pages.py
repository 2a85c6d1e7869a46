"""What anyone reads: each published version with what became of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Agency
from reports.models import Edition, Round
from tests.reports.approved import Scene
from tests.reports.publication.public_list import LIST, listed, page
from tests.reports.publication.scenes import REASON, a_published_scene, another_edition, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def scene() -> Scene:
    return a_published_scene()


def address(scene: Scene) -> str:
    return f"/r/{scene.round.code}/"


def test_a_published_report_is_listed_for_everyone_until_its_page(scene: Scene, client: Client) -> None:
    assert listed(client) == [scene.round.code]
    shown = page(client, address(scene))
    document = scene.round.read()
    assert document.title in shown.replace("\u00a0", " ")
    assert "emblem-small" not in shown
    Agency.objects.update(emblem="a" * 64)
    assert f'src="/emblem/{"a" * 64}' in page(client, address(scene))
    for measure in document.measures:
        assert f"<h3>{measure.heading.rstrip(' :')}</h3>" in shown.replace("\u00a0", " ")
    for name in ("report.pdf", "report.json", "report.csv", "bundle.zip"):
        assert f'href="{address(scene)}{name}"' in shown
    assert "ฉบับปัจจุบัน" in shown


def test_a_reader_learns_whom_to_ring_and_reads_titles_without_colon(scene: Scene, client: Client) -> None:
    Agency.objects.filter(pk=scene.office.agency.pk).update(telephone="0 2123 4567 ต่อ 12")
    said = page(client, address(scene))
    assert "โทร. 0 2123 4567 ต่อ 12" in said and not re.search(r":\s*</(?:h3|a)>", said)


def test_a_replaced_version_stays_with_its_reason_and_leads_to_the_current_one(scene: Scene, client: Client) -> None:
    following = another_edition(scene)
    assert client.get(f"/r/{following.code}/").status_code == 404
    publish(following, scene.person("mana"), reason=REASON)
    old, new = page(client, address(scene)), page(client, f"/r/{following.code}/")
    assert "ถูกแทนที่แล้ว" in old and REASON in old
    assert f'<a href="/r/{following.code}/">อ่านฉบับปัจจุบัน</a>' in old
    assert '<meta name="robots" content="noindex">' in old
    assert f'<a href="{address(scene)}">ฉบับที่ 1</a> ถูกแทนที่แล้ว' in new
    assert "noindex" not in new
    assert listed(client) == [following.code, scene.round.code]


def test_a_withdrawn_version_stays_with_its_reason(scene: Scene, client: Client) -> None:
    withdraw(scene.round, scene.person("mana"))
    shown = page(client, address(scene))
    assert "เพิกถอนแล้ว" in shown and REASON in shown
    assert "ยังไม่มีฉบับใหม่แทน" in shown
    assert listed(client) == [scene.round.code]


@pytest.mark.parametrize(
    "state", [each for each in Edition.State if each not in ("published", "replaced", "withdrawn")]
)
def test_what_is_in_another_state_is_not_found_whatever_was_written(scene: Scene, client: Client, state: str) -> None:
    Edition.objects.update(state=state)
    assert client.get(address(scene)).status_code == 404
    assert client.get(f"{address(scene)}report.pdf").status_code == 404
    assert listed(client) == []
    assert scene.round.code not in page(client, "/sitemap-1.xml")


def test_a_replaced_version_whose_successor_was_withdrawn_leads_nowhere_and_says_so(
    scene: Scene, client: Client
) -> None:
    following = another_edition(scene)
    publish(following, scene.person("mana"), reason=REASON)
    withdraw(following, scene.person("mana"))
    old = page(client, address(scene))
    assert "ฉบับที่แทนถูกเพิกถอนแล้ว ขณะนี้ไม่มีฉบับปัจจุบัน" in old
    assert "อ่านฉบับปัจจุบัน" not in old


def test_only_the_current_address_is_offered_to_an_assessor(scene: Scene, client: Client) -> None:
    offer = "คัดลอกไปกรอกในช่อง URL ของแบบประเมินได้"
    assert offer in page(client, address(scene))
    following = another_edition(scene)
    publish(following, scene.person("mana"), reason=REASON)
    assert offer not in page(client, address(scene))
    assert f'ให้ใช้ที่อยู่ของ<a href="/r/{following.code}/">ฉบับปัจจุบัน</a>' in page(client, address(scene))
    withdraw(following, scene.person("mana"))
    withdrawn = page(client, f"/r/{following.code}/")
    assert offer not in withdrawn and "จึงไม่ควรกรอกในแบบประเมิน" in withdrawn


def test_a_code_as_it_is_typed_leads_to_the_stable_address(scene: Scene, client: Client) -> None:
    answer = client.get(address(scene).lower())
    assert (answer.status_code, answer["Location"]) == (302, address(scene))
    assert client.get("/r/nothing/").status_code == 404


@pytest.mark.usefixtures("one_minute")
def test_codes_cannot_be_tried_out_and_readers_are_not_held_up(scene: Scene, client: Client) -> None:
    wrong = f"/r/{scene.round.code[:-1]}" + ("0" if scene.round.code[-1] != "0" else "1") + "/"
    assert {client.get(wrong).status_code for _ in range(60)} == {404}
    assert client.get(wrong).status_code == 429
    assert client.get(address(scene)).status_code == 200


def test_an_assessors_field_takes_the_address(scene: Scene, client: Client, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portal.example.go.th"
    shown = page(client, address(scene))
    whole = f"https://portal.example.go.th/r/{scene.round.code}/"
    assert f">{whole}</textarea>" in shown
    assert f'<link rel="canonical" href="{whole}">' in shown
    assert len(whole) < 100


def test_a_preview_says_what_the_report_is(scene: Scene, client: Client, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portal.example.go.th"
    shown = page(client, address(scene))
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', shown))
    assert told == {
        "type": "article",
        "locale": "th_TH",
        "site_name": "รายงานคุณธรรมและความโปร่งใส",
        "title": f"รายงาน ITA ปี 2566 {scene.office.agency.name}",
        "description": f"ฉบับปัจจุบัน {scene.round.edition.title} ปีงบประมาณ 2566",
        "url": f"https://portal.example.go.th{address(scene)}",
        "image": f"https://portal.example.go.th{address(scene)}preview.png",
    }


def test_what_is_typed_in_a_report_is_text_on_its_page(scene: Scene, client: Client) -> None:
    withdraw(scene.round, scene.person("mana"), reason="<script>alert(1)</script>")
    shown = page(client, address(scene))
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_page_may_be_kept_only_after_asking_again(scene: Scene, client: Client) -> None:
    assert client.get(address(scene))["Cache-Control"] == "no-cache"
    assert client.get(LIST)["Cache-Control"] == "no-cache"


def test_a_frozen_text_that_was_altered_is_not_shown(scene: Scene, client: Client) -> None:
    Round.objects.filter(pk=scene.round.pk).update(document=scene.round.document.replace("2566", "2567"))
    answer = client.get(address(scene))
    assert answer.status_code == 500
    assert "ไฟล์ของรายงานนี้เสียหาย" in answer.content.decode()
