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
from tests.reports.fixtures import quick_paper, signable_paper
from tests.reports.scene import OF_NO_REPORT, OUTSIDE, STATES, a_scene

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


@pytest.mark.parametrize("officers", ["with officers", "without officers"])
def test_every_link_that_one_is_shown_opens(signed_in: SignedIn, officers: str) -> None:
    a_world()
    # Numbers of both kinds: what mends that is a setting, which not everyone opens.
    Action.objects.update(text="อบรม ๓ ครั้ง เมื่อวันที่ 3 กรกฎาคม 2566 จำนวน ๒๐ คน และ 30 คน")
    if officers == "without officers":
        MeasureOfficer.objects.all().delete()
    people = {role: User.objects.get(username=f"{role}@thung-sai-than") for role in ROLES}
    for who, user in {**people, "overseer": an_overseer(province="สายธาร")}.items():
        pages = crawl(signed_in(user), "/")
        assert len(pages) > 8
        assert (who, refused(pages)) == (who, {})


@pytest.mark.parametrize("state", STATES)
@pytest.mark.usefixtures("signable_paper", "quick_files")
def test_every_link_that_one_is_shown_opens_in_each_state_of_a_report(signed_in: SignedIn, state: str) -> None:
    scene = a_scene()
    if state in PUBLIC:
        scene.publish()
        digest = scene.round.pdf_digest  # any file that lies there may stand for all
        file = {"digest": digest, "size": len(store.get(digest))}
        Publication.objects.update(files=dict.fromkeys(("report.pdf", "report.json", "report.csv", "bundle.zip"), file))
        Edition.objects.update(state=state)
    else:
        scene.put(state)
    assert not OUTSIDE & set(AT_A_REPORT)
    for who in AT_A_REPORT:  # what is passed over, the other test opens for the same people
        pages = crawl(signed_in(scene.people[who]), "/", but=OF_NO_REPORT)
        assert len(pages) > 8
        assert (who, refused(pages)) == (who, {})
