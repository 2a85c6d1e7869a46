"""A fresh demonstration shows a published report of the year before, and leaves the year's own plan to be worked on."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.verify import verify
from evidence.models import Evidence
from evidence.services import doubts
from ita_portal.demo import agency, past_report
from measures.models import Measure, Plan, State
from measures.services import decision
from reports.compiling import edition as editions
from reports.models import Decision, Edition, Publication, Round
from reports.publication import publish
from reports.signing import sign
from reports.verification import issued
from tests.browsing import words_of
from tests.evidence.pages import fetch

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


@pytest.mark.usefixtures("signable_paper")
def test_a_measure_in_whose_middle_it_was_killed_has_its_pictures_once(monkeypatch: pytest.MonkeyPatch) -> None:
    agency.seed()
    decide, moves = decision.decide, list[str]()

    def decide_and_die(**said: object) -> object:
        moves.append(str(said["move"]))
        if len(moves) == 2:
            raise KeyboardInterrupt
        return decide(**said)  # type: ignore[arg-type]  # as decision.decide

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(decision, "decide", decide_and_die)
        past_report.publish(now=timezone.now())
    assert not Evidence.objects.exists()
    assert set(Measure.objects.filter(plan__year=2565).values_list("state", flat=True)) == {State.OPEN}
    assert past_report.publish(now=timezone.now()) is not None
    assert Evidence.objects.count() == len(pictures())


def pictures() -> list[dict[str, str]]:
    """The data of its evidence."""
    found: list[dict[str, str]] = json.loads(past_report.DATA.read_text("utf-8"))["evidence"]
    return found


@pytest.mark.usefixtures("signable_paper")
def test_everyone_sees_its_pictures_with_captions_and_days_and_none_is_doubtful(client: Client) -> None:
    agency.seed()
    agency.play()
    made = past_report.publish(now=timezone.now())
    assert made is not None
    answer = client.get(f"/r/{made.round.code}/")
    for number, each in enumerate(pictures(), start=1):
        assert f'alt="{each["caption"]}"' in answer.content.decode()
        status, small = fetch(client, f"/r/{made.round.code}/evidence-{number:02d}-small.jpg")
        assert (status, small[:3]) == (200, b"\xff\xd8\xff")
    words = words_of(answer)
    assert [words.count(day) for day in ("4 กรกฎาคม 2565", "5 กรกฎาคม 2565", "3 มิถุนายน 2565")] == [2, 1, 1]
    looked = doubts.of_year(Plan.objects.get(year=2565))
    assert {each.evidence.caption: each.open for each in looked} == {each["caption"]: [] for each in pictures()}
    this_year = doubts.of_year(Plan.objects.get(year=2566))
    assert "other_year" not in {doubt.kind for each in this_year for doubt in each.open}


def _killed(key: int, **said: object) -> bool:
    raise KeyboardInterrupt
