"""Over HTTP: pages draw what is allowed, and a post does what is drawn; every state, kind of person and move."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from audit.models import AuditEvent
from reports.models import Decision
from reports.review import submission
from reports.review.moves import TRANSITIONS, standing
from tests.made_once import undone
from tests.reports.office import PASSWORD, decide
from tests.reports.scene import OUTSIDE, STATES, Scene, a_scene
from workflow import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]

WORDS = "ถ้อยคำที่พิมพ์ไว้"
PAGES = {
    **{"submit": "submit/", "recall": "recall/", "publish": "publish/"},
    **{"set_aside": "publish/aside/", "withdraw": "publish/withdraw/"},
}
# The portal makes these itself, once a key has signed and when a newer edition is published: no page leads to them.
UNASKED = {"sign", "replace"}
ASKED = [name for name in TRANSITIONS if name not in UNASKED]


# Whether the endorser agreed matters while a decision is awaited: every other state is met once.
STAGES = [(state, False) for state in STATES] + [("submitted", True)]
EACH_STAGE = pytest.mark.parametrize(
    ("state", "endorsed"), STAGES, ids=[f"{state} and endorsed" if endorsed else state for state, endorsed in STAGES]
)


@pytest.fixture
def endorsed() -> bool:
    """Unless a stage says otherwise."""
    return False


@pytest.fixture
def scene(endorsed: bool) -> Scene:
    scene = a_scene()
    if endorsed:
        decide(scene.round, "endorse", scene.people["endorser"])
    return scene


def client_of(scene: Scene, kind: str) -> Client:
    client = Client()
    client.force_login(scene.people[kind])
    return client


def allowed(scene: Scene, kind: str) -> set[str]:
    return {move.name for move in standing(scene.office.edition).moves(scene.people[kind])}


def drawn(scene: Scene, pages: dict[str, str]) -> set[str]:
    """The moves that a person finds: links of the report's page and the button of its words, choices of the review."""
    links = {name for name, path in PAGES.items() if f'href="{scene.office.url(path)}"' in pages[""]}
    links |= set(re.findall(r'form="words" name="do" value="(submit)"', pages[""]))
    return links | set(re.findall(r'name="decision" value="(\w+)"', pages["review/"]))


@EACH_STAGE
def test_every_page_draws_what_is_allowed_and_one_filled_button_at_most(scene: Scene, state: str) -> None:
    scene.put(state)
    found: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = {}
    filled: dict[tuple[str, str], int] = {}
    for kind in scene.people.keys() - OUTSIDE:
        client = client_of(scene, kind)
        pages = {
            page: client.get(scene.office.url(page), follow=True).content.decode()
            for page in ("", "review/", "rounds/", "rounds/1/1/")
        }
        found[kind], wanted[kind] = drawn(scene, pages), allowed(scene, kind)
        filled |= {(kind, page): body.count("btn-primary") for page, body in pages.items()}
    assert found == wanted
    assert {where: count for where, count in filled.items() if count > 1} == {}


def post(scene: Scene, client: Client, move: str, seen: str) -> Any:
    """The post that makes the move, as its page sends it; `seen` is the digest of what would be submitted."""
    made, confirmed = scene.round, {"declaration": "on", "secret": PASSWORD, "comment": WORDS, "reason": WORDS}
    if move == "submit":
        return client.post(scene.office.url("submit/"), {"seen": seen, **confirmed})
    if move == "approve":
        return client.post(scene.office.url("sign/"), {"seen": made.pdf_digest, **confirmed})
    if move == "reopen":
        return client.post(scene.office.url("sign/reopen/"), {"round": made.pk})
    if move in ("publish", "set_aside", "withdraw"):
        return client.post(scene.office.url(PAGES[move]), {"seen": made.pdf_digest, "round": made.pk, **confirmed})
    if move == "recall":
        return client.post(scene.office.url("recall/"), {"round": made.number, "comment": WORDS})
    return client.post(scene.office.url("review/"), {"round": made.pk, "decision": move, "comment": WORDS})


def expected(scene: Scene, kind: str) -> dict[str, int]:
    """For each move: by agency, by role and rule, by state: who could do it in another state is told of the state."""
    if kind in OUTSIDE:
        return dict.fromkeys(ASKED, 404)
    user, where = scene.people[kind], standing(scene.office.edition)
    may, done = allowed(scene, kind), scene.round.decisions.filter(by=user, move="endorse").exists()

    def status(move: str) -> int:
        if move in may:
            return 302
        if refusal(TRANSITIONS[move], where.edition, user, where.rule) is None:
            return 409
        return 409 if done and move in ("endorse", "return") else 403  # their own decision stands already

    return {move: status(move) for move in ASKED}


@EACH_STAGE
def test_a_post_does_what_is_drawn_and_nothing_else(scene: Scene, state: str) -> None:
    scene.put(state)
    found: dict[tuple[str, str], int] = {}
    wanted: dict[tuple[str, str], int] = {}
    seen = submission.prepare(scene.office.plan).digest
    for kind in scene.people:
        client = client_of(scene, kind)
        wanted |= {(kind, move): status for move, status in expected(scene, kind).items()}
        for move in ASKED:
            with undone():
                before = (Decision.objects.count(), AuditEvent.objects.count())
                response = post(scene, client, move, seen)
                found[kind, move] = response.status_code
                stands = response.status_code == 302
                assert (Decision.objects.count(), AuditEvent.objects.count()) == tuple(n + stands for n in before)
                assert scene.office.edition.state == (TRANSITIONS[move].target if stands else state)
                if response.status_code == 409 and move != "reopen":  # it asks for no words
                    assert WORDS in response.content.decode(), (kind, move)
    assert found == wanted


@pytest.mark.parametrize("kind", ["overseer", "officer", "administrator"])
def test_who_has_no_say_reads_every_frozen_page_and_finds_no_button(scene: Scene, kind: str) -> None:
    client = client_of(scene, kind)
    for page in ("", "review/", "rounds/", "rounds/1/1/"):
        body = client.get(scene.office.url(page))
        assert body.status_code == 200
        assert "<form" not in body.content.decode().partition("<main")[2]


@pytest.mark.parametrize("left_out", ["round", "seen"])
def test_a_decision_that_does_not_say_what_was_seen_does_not_stand(left_out: str) -> None:
    scene = a_scene()
    decide(scene.round, "endorse", scene.people["endorser"])
    said = {"declaration": "on", "secret": PASSWORD, "comment": WORDS}
    tries = {
        "round": [("recall/", "submitter", {"comment": WORDS}), ("review/", "named", {"decision": "return", **said})],
        "seen": [("sign/", "named", said)],
    }
    for page, kind, sent in tries[left_out]:
        response = client_of(scene, kind).post(scene.office.url(page), sent)
        assert response.status_code == (422 if left_out == "seen" else 409)
        assert WORDS in response.content.decode()
        assert scene.office.edition.state == "submitted"
