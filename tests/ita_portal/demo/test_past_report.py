"""A fresh demonstration shows a published report of the year before, and leaves the year's own plan to be worked on."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.verify import verify
from ita_portal.demo import agency, past_report
from measures.models import Plan
from reports.compiling import edition as editions
from reports.models import Decision, Edition, Publication, Round
from reports.publication import publish
from reports.signing import sign
from reports.verification import issued

pytestmark = pytest.mark.django_db


def test_the_report_of_the_year_before_is_carried_through_to_everyone(client: Client) -> None:
    agency.seed()
    made = past_report.publish(now=timezone.now())
    assert made is not None
    code = made.round.code
    assert client.get(f"/r/{code}/").status_code == 200
    found = issued.find_issued(made.files["report.pdf"]["digest"])
    assert found is not None
    assert (found.code, found.standing, found.year) == (code, "published", 2565)
    moves = list(Decision.objects.order_by("pk").values_list("move", "by__username"))
    assert moves == [("submit", "mana"), ("approve", "somsak"), ("publish", "mana")]
    assert editions.latest(Plan.objects.get(year=2566)).state == "draft"
    assert verify().whole
    assert past_report.publish(now=timezone.now()) == made
    publish.begin(plan=Plan.objects.get(year=2565), by=User.objects.get(username="mana"))
    assert past_report.publish(now=timezone.now()) == made
    assert Round.objects.count() == 1


@pytest.mark.usefixtures("signable_paper")
def test_what_was_interrupted_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    agency.seed()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(sign, "sign_round", _killed)
        past_report.publish(now=timezone.now())
    assert list(Edition.objects.filter(report__plan__year=2565).values_list("state", flat=True)) == ["approved"]
    assert past_report.publish(now=timezone.now()) == Publication.objects.get()
    assert Round.objects.count() == 1


def _killed(key: int, **said: object) -> bool:
    raise KeyboardInterrupt
