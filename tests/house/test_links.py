"""No page offers anyone a link that leads to a refusal or to nowhere."""

from __future__ import annotations

import pytest

from accounts.models import User
from measures.models import MeasureOfficer
from tests.browsing import crawl
from tests.factories import an_overseer
from tests.house.doors import a_world
from tests.measures.conftest import SignedIn

pytestmark = pytest.mark.django_db

EVERYBODY = ("coordinator", "officer", "approver", "administrator", "other-officer", "overseer")


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("officers", ["with officers", "without officers"])
def test_every_link_that_one_is_shown_opens(signed_in: SignedIn, who: str, officers: str) -> None:
    a_world()
    if officers == "without officers":
        MeasureOfficer.objects.all().delete()
    user = an_overseer(province="สายธาร") if who == "overseer" else User.objects.get(username=f"{who}@thung-sai-than")
    pages = crawl(signed_in(user), "/")
    assert len(pages) > 8
    assert {url: page.status_code for url, page in pages.items() if page.status_code != 200} == {}
