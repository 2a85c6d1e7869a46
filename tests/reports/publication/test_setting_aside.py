"""An approved round that must not be published as it is: called off with a reason, mended, submitted as another."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.access import Refused
from audit.verify import verify
from files import store
from reports.models import Decision, Publication, Round, Signing
from reports.publication import publish as publication
from reports.publication.sweeping import named
from reports.signing import claim as claims
from reports.signing import sign
from reports.verification import issued
from tests.reports.approved import a_scene
from tests.reports.office import NOW
from tests.reports.publication.scenes import (
    REASON,
    a_published_scene,
    a_signed_scene,
    another_edition,
    another_round,
    page,
    publish,
    set_aside,
    states,
)
from workflow import CommentNeeded, Overtaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


def test_what_was_set_aside_is_open_again_and_keeps_who_said_why() -> None:
    scene = a_signed_scene()
    set_aside(scene.round, scene.person("mana"))
    assert states(scene) == ["recalled"]
    said = Decision.objects.get(move="set_aside")
    assert (said.round, said.name, said.comment, said.at) == (scene.round, "นายmana", REASON, NOW)
    assert publication.prepare(scene.office.plan) is None
    assert verify().whole


@pytest.mark.parametrize("reason", ["", " \n "])
def test_nothing_is_set_aside_without_a_reason(reason: str) -> None:
    scene = a_signed_scene()
    with pytest.raises(CommentNeeded):
        set_aside(scene.round, scene.person("mana"), reason=reason)
    assert states(scene) == ["signed"]
    assert not Decision.objects.filter(move="set_aside").exists()


@pytest.mark.parametrize("username", ["somsak", "prani", "arun"])
def test_only_a_coordinator_sets_aside(username: str) -> None:
    scene = a_signed_scene()
    with pytest.raises(Refused):
        set_aside(scene.round, scene.person(username))
    assert states(scene) == ["signed"]


def test_what_is_approved_and_cannot_be_signed_has_a_way_back(client: Client) -> None:
    scene = a_scene()
    failed = Signing.objects.create(round=scene.round, next_at=NOW, state="failed", reason="หน่วยงานนี้ยังไม่มีใบรับรอง")
    assert scene.office.url("publish/aside/") in page(client, scene, "")
    assert scene.office.url("rounds/1/1/signed.pdf") not in page(client, scene, "publish/aside/")
    typed = {"round": str(scene.round.pk), "reason": REASON}
    assert client.post(scene.office.url("publish/aside/"), typed)["Location"] == scene.office.url()
    assert states(scene) == ["recalled"]
    failed.refresh_from_db()
    assert (failed.state, failed.is_over) == ("unfit", True)
    shown = page(client, scene, "")
    assert REASON in shown and 'value="submit"' in shown and "signed.pdf" not in shown
    following = another_round(scene)
    assert (following.number, states(scene), scene.signing.state) == (2, ["signed"], "unfit")


@pytest.mark.parametrize("began", [True, False])
def test_the_worker_signs_nothing_that_was_called_off_under_its_hands(began: bool) -> None:
    scene = a_scene()
    claim = claims.take(scene.round, NOW) if began else None
    set_aside(scene.round, scene.person("mana"))
    if claim is not None:
        assert not claim.end(state="done", pdf_digest="0" * 64, certificate="0" * 64, signed_at=NOW)
    assert not sign.sign_round(scene.round.pk, now=timezone.now())
    assert (states(scene), scene.signing.pdf_digest) == (["recalled"], "")


def test_what_no_key_can_ever_sign_is_opened_as_it_says_and_not_called_off() -> None:
    scene = a_scene()
    Signing.objects.create(round=scene.round, next_at=NOW, state="unfit", reason="ลงนามไม่ได้")
    with pytest.raises(Refused) as refused:
        set_aside(scene.round, scene.person("mana"))
    assert refused.value.reason == "รอบนี้ลงนามไม่ได้ ให้เปิดให้เสนอใหม่ รายงานนี้อนุมัติแล้ว"


def test_a_published_report_is_not_set_aside() -> None:
    scene = a_published_scene()
    with pytest.raises(Overtaken):
        set_aside(scene.round, scene.person("mana"))
    assert states(scene) == ["published"]


def test_another_round_is_published_and_the_one_set_aside_never_is(client: Client) -> None:
    scene = a_signed_scene()
    mana, aside = scene.person("mana"), scene.round
    set_aside(aside, mana)
    following = another_round(scene)
    assert (following.number, following.edition, states(scene)) == (2, aside.edition, ["signed"])
    with pytest.raises(Overtaken):
        publish(aside, mana)
    publish(following, mana)
    assert states(scene) == ["published"]
    assert [made.round for made in Publication.objects.all()] == [following]
    assert client.get(f"/r/{following.code}/").status_code == 200
    for path in (f"/r/{aside.code}/", f"/r/{aside.code}/report.pdf", f"/v/{aside.code}/"):
        assert client.get(path).status_code == 404, path


def test_verification_never_calls_the_file_that_was_set_aside_issued() -> None:
    scene = a_signed_scene()
    mana, aside = scene.person("mana"), scene.signing.pdf_digest
    set_aside(scene.round, mana)
    assert issued.find_issued(aside) is None
    following = another_round(scene)
    publish(following, mana)
    assert issued.find_issued(aside) is None
    assert issued.by_code(scene.round.code) is None
    found = issued.find_issued(Signing.objects.get(round=following).pdf_digest)
    assert found is not None and found.code == following.code


def test_the_signed_file_stays_and_opens_within_the_agency_alone(client: Client) -> None:
    scene = a_signed_scene()
    set_aside(scene.round, scene.person("mana"))
    digest = scene.signing.pdf_digest
    assert digest in named()
    for username in ("mana", "somsak", "prani", "arun"):
        client.force_login(scene.person(username))
        answer = client.get(scene.office.url("rounds/1/1/signed.pdf"))
        assert (answer.status_code, answer.content == store.get(digest)) == (200, True)
    assert Client().get(scene.office.url("rounds/1/1/signed.pdf")).status_code == 302
    assert scene.office.url("rounds/1/1/signed.pdf") in page(client, scene, "rounds/1/1/")


def test_a_following_edition_that_is_set_aside_leaves_the_public_one(client: Client) -> None:
    scene = a_published_scene()
    following = another_edition(scene)
    set_aside(following, scene.person("mana"))
    assert states(scene) == ["published", "recalled"]
    assert client.get(f"/r/{scene.round.code}/").status_code == 200
    again = another_round(scene)
    publish(again, scene.person("mana"), reason=REASON)
    assert states(scene) == ["replaced", "published"]
    assert again.edition == Round.objects.get(pk=following.pk).edition


def test_the_page_sets_aside_and_leads_back_to_a_report_that_says_so(client: Client) -> None:
    scene = a_signed_scene()
    url = scene.office.url("publish/aside/")
    for name in ("", "publish/"):
        assert f'href="{url}"' in page(client, scene, name)
    assert "จะไม่เผยแพร่อีก" in page(client, scene, "publish/aside/")
    typed = {"round": str(scene.round.pk), "reason": REASON}
    assert client.post(url, {**typed, "reason": " "}).status_code == 422
    stale = client.post(url, {**typed, "round": "0"})
    assert (stale.status_code, REASON in stale.content.decode(), states(scene)) == (409, True, ["signed"])
    assert client.post(url, typed)["Location"] == scene.office.url()
    assert states(scene) == ["recalled"]
    shown = page(client, scene, "")
    assert REASON in shown and "ยกเลิกรอบที่อนุมัติแล้วเพื่อแก้ไขใหม่" in shown
    assert scene.office.url("rounds/1/1/signed.pdf") in shown
    assert 'value="submit"' in shown
    assert client.post(url, typed).status_code == 409
    assert client.get(url)["Location"] == scene.office.url()


def test_history_and_log_say_that_it_was_set_aside_and_why(client: Client) -> None:
    scene = a_signed_scene()
    set_aside(scene.round, scene.person("mana"))
    rounds = page(client, scene, "rounds/")
    assert "ยกเลิกรอบเพื่อแก้ไขใหม่" in rounds and REASON in rounds
    log = client.get(f"/a/{scene.office.agency.slug}/log/").content.decode()
    assert "ยกเลิกรอบที่อนุมัติแล้วก่อนเผยแพร่ และเปิดให้แก้ไข" in log


@pytest.mark.parametrize("username", ["somsak", "prani", "arun"])
def test_nobody_else_reaches_the_page_or_sees_its_link(client: Client, username: str) -> None:
    scene = a_signed_scene()
    assert scene.office.url("publish/aside/") not in page(client, scene, "", by=username)
    assert client.get(scene.office.url("publish/aside/")).status_code == 403
    typed = {"round": scene.round.pk, "reason": REASON}
    assert client.post(scene.office.url("publish/aside/"), typed).status_code == 403
    assert states(scene) == ["signed"]
