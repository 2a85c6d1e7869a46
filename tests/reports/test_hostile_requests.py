"""A report on its road takes what nobody types, at each station, without a fault of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Signing
from tests.house.hostile import Walk, drawn_for
from tests.reports.publication.scenes import a_signed_scene
from tests.reports.scene import Scene, a_scene

# Who finds which pages and buttons while the report is so.
STATIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "submitted": {"endorser": ("review",), "submitter": ("recall",)},
    "endorsed": {"named": ("review", "sign")},
    "approved": {"named": ("signed", "sign_progress", "sign_again"), "coordinator": ("reopen",)},
    "signed": {"coordinator": ("set_aside",)},
    "published": {"coordinator": ("withdraw", "begin", "rounds")},
}

MOVES: dict[str, Callable[[Scene], object]] = {
    "submitted": lambda scene: scene.put("submitted"),
    "endorsed": lambda scene: scene.endorse(),
    "approved": lambda scene: scene.approve(state=Signing.State.FAILED, reason="ใบรับรองหมดอายุ"),
    "signed": lambda scene: scene.put("signed"),
    "published": lambda scene: scene.publish(),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_paper")
def test_no_station_answers_with_a_fault() -> None:
    scene = a_scene()
    year = {"slug": scene.office.agency.slug, "year": scene.office.plan.year}
    faults, answers = {}, set()
    for state, people in STATIONS.items():
        MOVES[state](scene)
        for who, names in people.items():
            walk = Walk(Client(raise_request_exception=False))
            walk.client.force_login(scene.people[who])
            for name in names:
                url = reverse(f"reports:{name}", kwargs=year)
                page = walk.client.get(url, follow=True)
                answers.add((name, page.status_code, page.redirect_chain != []))
                walk.address(url, drawn_for(url, page))
            faults.update(walk.faults)
    walk = Walk(Client(raise_request_exception=False))
    for url in (f"/r/{scene.round.code}/", f"/r/{scene.round.code}/x.pdf", f"/v/{scene.round.code}/"):
        walk.address(url, {})
    assert faults | walk.faults == {}
    shown = {name for name, status, led_on in answers if status == 200 and not led_on}
    assert shown >= {"review", "sign", "signed", "set_aside", "withdraw"}


@pytest.mark.django_db
@pytest.mark.usefixtures("signable_paper")
def test_nor_does_the_page_of_publishing() -> None:
    scene = a_signed_scene()
    walk = Walk(Client(raise_request_exception=False))
    walk.client.force_login(scene.person("mana"))
    page = walk.client.get(scene.office.url("publish/"))
    walk.address(scene.office.url("publish/"), drawn_for(scene.office.url("publish/"), page))
    assert (page.status_code, walk.faults) == (200, {})
