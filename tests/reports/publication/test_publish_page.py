"""The pages by which a coordinator publishes, replaces and withdraws: what they say, and who reaches them."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.test import Client

from reports.models import Decision, Edition, Publication, Signing
from reports.publication import publish as publication
from tests.audit.making import at_once
from tests.reports.approved import Scene, a_scene
from tests.reports.office import PASSWORD
from tests.reports.publication.scenes import REASON, a_published_scene, a_signed_scene, another_edition, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


def signed_in(client: Client, scene: Scene, username: str = "mana") -> Client:
    client.force_login(scene.person(username))
    return client


def said(scene: Scene) -> dict[str, str]:
    return {"seen": scene.signing.pdf_digest, "declaration": "on"}


def test_the_page_shows_exactly_what_would_be_published(client: Client) -> None:
    scene = a_signed_scene()
    shown = signed_in(client, scene).get(scene.office.url("publish/")).content.decode()
    assert f"/r/{scene.round.code}/" in shown
    assert scene.signing.pdf_digest in shown
    unfolded = re.sub(r"(?s)<details.*?</details>|<[^>]*>", "", shown)
    assert scene.signing.pdf_digest not in unfolded, "folded away"
    assert publication.DECLARATION in shown
    assert "checked" not in shown
    assert 'name="reason"' not in shown
    assert "ระบบไม่พบเลขประจำตัวประชาชน หมายเลขโทรศัพท์ หรืออีเมล" in shown


def test_the_page_names_both_signers_the_certificate_and_that_it_is_a_demonstrations(client: Client) -> None:
    scene = a_signed_scene()
    shown = signed_in(client, scene).get(scene.office.url("publish/")).content.decode().replace("\u00a0", " ")
    told = re.sub(r"<[^>]*>", " ", shown.partition("ลงนามในนามของ")[2].partition("ค่าตรวจสอบไฟล์")[0])
    said = " ".join(told.split())
    approver = scene.round.approver_name
    assert f"ผู้เสนอ {scene.person('mana').name}" in said
    assert f"ผู้อนุมัติ {approver}" in said
    assert f"DEMO {scene.office.agency.slug} DEMO – ไม่มีผลทางกฎหมาย ออกโดย DEMO" in said
    assert "ใบรับรองทดลอง (DEMO) ไม่มีผลทางกฎหมาย" in said
    Signing.objects.update(demo=False)
    assert "ใบรับรองทดลอง (DEMO)" not in client.get(scene.office.url("publish/")).content.decode()


def test_personal_data_is_shown_with_its_place_before_it_is_public(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paper.pictures.texts", lambda pdf: ["", "ติดต่อ 081-234-5678"])
    scene = a_signed_scene()
    shown = signed_in(client, scene).get(scene.office.url("publish/")).content.decode()
    assert "หมายเลขโทรศัพท์ <b" in shown and "081-234-5678" in shown
    assert "หน้า 2 ของไฟล์ PDF" in shown


def test_publishing_leads_on_with_a_link_to_the_public_page(client: Client) -> None:
    scene = a_signed_scene()
    answer = signed_in(client, scene).post(scene.office.url("publish/"), said(scene), follow=True)
    assert answer.redirect_chain == [(scene.office.url("published/"), 302)]
    shown = answer.content.decode()
    assert "เผยแพร่รายงานปี 2566 แล้ว" in shown
    assert f'href="/r/{scene.round.code}/"' in shown
    assert states(scene) == ["published"]


@pytest.mark.parametrize("left_out", ["declaration", "seen"])
def test_what_is_not_declared_is_not_published(client: Client, left_out: str) -> None:
    scene = a_signed_scene()
    typed = {name: value for name, value in said(scene).items() if name != left_out}
    answer = signed_in(client, scene).post(scene.office.url("publish/"), typed)
    assert (answer.status_code, states(scene)) == (422, ["signed"])
    assert "ยังไม่ได้เผยแพร่" in answer.content.decode()


def test_another_file_than_the_page_showed_is_asked_about_again(client: Client) -> None:
    scene = a_signed_scene()
    answer = signed_in(client, scene).post(scene.office.url("publish/"), {**said(scene), "seen": "ab" * 32})
    assert (answer.status_code, states(scene)) == (409, ["signed"])
    assert scene.signing.pdf_digest in answer.content.decode()


def test_a_new_edition_goes_through_the_page_that_wants_a_reason(client: Client) -> None:
    scene = a_published_scene()
    office = scene.office
    signed_in(client, scene)
    assert client.get(office.url("publish/next/")).status_code == 200
    following = another_edition(scene)
    assert client.get(office.url("publish/"))["Location"] == office.url("publish/replace/")
    page = client.get(office.url("publish/replace/")).content.decode()
    assert "เผยแพร่แทนฉบับเดิม" in page
    seen = Signing.objects.get(round=following).pdf_digest
    without = client.post(office.url("publish/replace/"), {"seen": seen, "declaration": "on", "reason": " "})
    assert (without.status_code, states(scene)) == (422, ["published", "signed"])
    client.post(office.url("publish/replace/"), {"seen": seen, "declaration": "on", "reason": REASON})
    assert states(scene) == ["replaced", "published"]
    assert Decision.objects.get(move="replace").comment == REASON


def test_withdrawing_wants_a_reason_and_a_tick(client: Client) -> None:
    scene = a_published_scene()
    url = scene.office.url("publish/withdraw/")
    signed_in(client, scene)
    assert "ยกเลิกการเพิกถอนไม่ได้" in client.get(url).content.decode()
    typed = {"round": str(scene.round.pk), "reason": REASON, "declaration": "on", "secret": PASSWORD}
    for name in ("reason", "declaration", "secret"):
        assert client.post(url, {**typed, name: ""}).status_code == 422
    assert "รหัสผ่านของท่านไม่ถูกต้อง" in client.post(url, {**typed, "secret": "ทุ่งนา"}).content.decode()
    assert client.post(url, {**typed, "round": "0"}).status_code == 409
    assert states(scene) == ["published"]
    assert client.post(url, typed).status_code == 302
    assert states(scene) == ["withdrawn"]
    assert client.post(url, typed).status_code == 409
    assert client.get(url)["Location"] == scene.office.url()


def test_beginning_an_edition_opens_the_report_again_and_leaves_the_public_one(client: Client) -> None:
    scene = a_published_scene()
    url = scene.office.url("publish/next/")
    shown = signed_in(client, scene).post(url, follow=True).content.decode()
    assert states(scene) == ["published", "draft"]
    assert "ฉบับที่ 2 จะแทนฉบับนี้เมื่อเผยแพร่" in shown
    assert client.post(url).status_code == 409
    assert client.get(f"/r/{scene.round.code}/").status_code == 200


PAGES = ["publish/", "publish/aside/", "publish/replace/", "publish/withdraw/", "publish/next/"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_but_a_coordinator_reaches_the_pages(client: Client, page: str) -> None:
    scene = a_signed_scene()
    for username in ("somsak", "prani", "arun"):
        signed_in(client, scene, username)
        assert client.get(scene.office.url(page)).status_code == 403
        assert client.post(scene.office.url(page), said(scene)).status_code == 403
    assert states(scene) == ["signed"]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "publish/aside/"])
def test_before_there_is_something_to_publish_the_pages_lead_to_the_report(client: Client, page: str) -> None:
    scene = a_scene()
    signed_in(client, scene)
    assert client.get(scene.office.url(page))["Location"] == scene.office.url()
    assert client.post(scene.office.url(page), {"reason": "เหตุผลที่พิมพ์ไว้"}).status_code == 409


def test_home_and_report_offer_what_comes_next(client: Client) -> None:
    scene = a_signed_scene()
    signed_in(client, scene)
    home = f"/a/{scene.office.agency.slug}/{scene.office.plan.year}/"
    publish = f'href="{scene.office.url("publish/")}"'
    assert publish in client.get(home).content.decode()
    assert publish in client.get(scene.office.url()).content.decode()
    signed_in(client, scene, "somsak")
    assert publish not in client.get(home).content.decode() + client.get(scene.office.url()).content.decode()
    signed_in(client, scene).post(scene.office.url("publish/"), said(scene))
    public = f'href="/r/{scene.round.code}/"'
    assert public in client.get(home).content.decode()
    report = client.get(scene.office.url()).content.decode()
    assert public in report
    assert scene.office.url("publish/withdraw/") in report and scene.office.url("publish/next/") in report


def at_one_moment(scene: Scene, posts: list[Callable[[Client], int]]) -> list[int]:
    barrier = Barrier(len(posts), timeout=20)
    statuses = [0] * len(posts)
    clients = [signed_in(Client(), scene) for _ in posts]
    real = publication._name

    def together(**said: Any) -> Publication:
        barrier.wait()
        return real(**said)

    publication._name = together  # both have passed every check of their pages
    try:
        at_once(len(posts), lambda number: statuses.__setitem__(number, posts[number](clients[number])))
    finally:
        publication._name = real
    return sorted(statuses)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_publish_once() -> None:
    scene = a_signed_scene()
    typed = said(scene)

    def publishing(client: Client) -> int:
        return client.post(scene.office.url("publish/"), typed).status_code

    assert at_one_moment(scene, [publishing, publishing]) == [302, 409]
    assert Publication.objects.count() == Decision.objects.filter(move="publish").count() == 1
    assert list(Edition.objects.values_list("state", flat=True)) == ["published"]
