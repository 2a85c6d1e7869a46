"""No page offers anyone a link that leads to a refusal or to nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from files import store
from measures.models import Action, MeasureOfficer
from reports.formats.registry import Format
from reports.models import Edition, Publication
from reports.models.publication import PUBLIC
from tests.browsing import crawl
from tests.factories import an_overseer
from tests.house.doors import a_world
from tests.measures.conftest import SignedIn
from tests.remembering import Remembering
from tests.reports.fixtures import quick_paper, signable_paper
from tests.reports.scene import OF_NO_REPORT, OUTSIDE, STATES, Scene, a_scene

pytestmark = pytest.mark.django_db

ROLES = ("coordinator", "officer", "approver", "administrator", "other-officer")
# Whoever the report's moves tell apart and that belongs to the office.
AT_A_REPORT = ("submitter", "coordinator", "named", "endorser", "officer", "administrator", "overseer")
__all__ = ["quick_paper", "signable_paper"]


def refused(pages: dict[str, Any]) -> dict[str, int]:
    """The addresses that did not open, with what they answered."""
    return {url: page.status_code for url, page in pages.items() if page.status_code != 200}


@pytest.fixture
def quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What files of a draft hold is the same in each state."""
    monkeypatch.setattr(Format, "write", lambda form, document, paper=None: b"a file")


def test_every_link_that_one_is_shown_opens(signed_in: SignedIn) -> None:
    a_world()
    # Numbers of both kinds: what mends that is a setting, which not everyone opens.
    Action.objects.update(text="อบรม ๓ ครั้ง เมื่อวันที่ 3 กรกฎาคม 2566 จำนวน ๒๐ คน และ 30 คน")
    people = {role: User.objects.get(username=f"{role}@thung-sai-than") for role in ROLES}
    people |= {"overseer": an_overseer(province="สายธาร")}
    browsers = {who: Remembering(signed_in(user)) for who, user in people.items()}
    for officers in ("with officers", "without officers"):
        if officers == "without officers":
            MeasureOfficer.objects.all().delete()
        for who, browser in browsers.items():
            pages = crawl(browser, "/")
            assert len(pages) > 8
            assert (officers, who, refused(pages)) == (officers, who, {})


def put(scene: Scene, state: str) -> None:
    """The scene's report in a state, with whatever the public pages of that state lead to."""
    if state not in PUBLIC:
        scene.put(state)
        return
    scene.publish()
    digest = scene.round.pdf_digest  # any file that lies there may stand for all
    file = {"digest": digest, "size": len(store.get(digest))}
    Publication.objects.update(files=dict.fromkeys(("report.pdf", "report.json", "report.csv", "bundle.zip"), file))
    Edition.objects.update(state=state)


@pytest.mark.usefixtures("signable_paper", "quick_files")
def test_every_link_that_one_is_shown_opens_in_each_state_of_a_report(signed_in: SignedIn) -> None:
    scene = a_scene()
    assert not OUTSIDE & set(AT_A_REPORT)
    browsers = {who: Remembering(signed_in(scene.people[who])) for who in AT_A_REPORT}
    for state in STATES:  # in their order, so that each has the rows that it promises, and no others
        put(scene, state)
        for who, browser in browsers.items():  # what is passed over, the other test opens for the same people
            pages = crawl(browser, "/", but=OF_NO_REPORT)
            assert len(pages) > 8
            assert (state, who, refused(pages)) == (state, who, {})
