"""Scores that come after a report was published are told to who may begin a new edition, until its annex has them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.changed import digest
from accounts.models import User
from accounts.permissions import Role
from measures.models import Measure
from reports.models import Edition
from reports.publication import late_scores, public_state
from scores.services import outline as outlines
from scores.services import sheet as sheets
from tests.browsing import words_of
from tests.factories import NOON, a_plan, an_agency, an_indicator
from tests.reports.approved import Scene
from tests.reports.office import NOW, Office
from tests.reports.publication.scenes import a_published_scene, another_edition, latest, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]
STALE, FIRST = "คะแนนในภาคผนวกของรายงานที่เผยแพร่ไม่ใช่คะแนนล่าสุด", "มีคะแนนก่อนและหลังดำเนินมาตรการให้เทียบแล้ว"


LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(days=1)


def score(office: Office, year: int, by: User, now: datetime = LATER, **facts: str) -> None:
    """Saves figures of a year, as the page does, a day after the report was submitted or as said."""
    base = digest(sheets.facts_of(sheets.find(office.agency, year), facts))
    outline = outlines.of_year(office.agency, year)
    sheets.save(outline=outline, agency=office.agency, facts=facts, base=base, by=by, now=now)


def compared(office: Office) -> None:
    """The measures are of E13, which is E13 a year later too."""
    Measure.objects.filter(plan=office.plan).update(code="E13", tool="EIT", more_codes=[], question="ถามเรื่องหนึ่ง")
    was = an_indicator("E13", year=office.plan.assessed_year)
    now = an_indicator("E13", year=office.plan.year)
    now.forerunner, now.forerunner_confirmed_at = was, NOON
    now.save()


def both_years(office: Office, by: User, now: datetime = LATER) -> None:
    score(office, office.plan.assessed_year, by, now, E13="66.31")
    score(office, office.plan.year, by, now, E13="70.01")


def with_annex(office: Office) -> None:
    compared(office)
    both_years(office, office.the(Role.COORDINATOR), EARLIER)
    Edition.objects.update(with_scores=True)


def without_annex(office: Office) -> None:
    compared(office)
    both_years(office, office.the(Role.COORDINATOR), EARLIER)


def told(scene: Scene) -> str:
    """The title of what is told of the published report; empty where there is nothing to tell."""
    shown = public_state.last_of(latest(scene))
    found = late_scores.of(shown) if shown else None
    return found.title if found else ""


def pages(scene: Scene, person: str) -> list[str]:
    """What somebody reads on the report's page and on the home of its year."""
    client = Client()
    client.force_login(scene.person(person))
    plan = scene.office.plan
    return [words_of(client.get(url)) for url in (scene.office.url(), f"/a/{plan.agency.slug}/{plan.year}/")]


def test_where_the_scores_came_later_their_annex_is_offered_once_it_can_be_made() -> None:
    scene = a_published_scene(compared)
    mana, plan = scene.person("mana"), scene.office.plan
    score(scene.office, plan.assessed_year, mana, E13="66.31")
    assert told(scene) == ""
    score(scene.office, plan.year, mana, E13="70.01")
    assert told(scene) == FIRST
    report, home = pages(scene, "mana")
    assert FIRST in report and f"{FIRST} คะแนนบันทึกหลังเสนอรายงาน" in home
    assert "เปิดรายงานที่เผยแพร่" in home


def test_an_annex_whose_figures_were_mended_asks_for_a_new_edition() -> None:
    scene = a_published_scene(with_annex)
    assert told(scene) == ""
    score(scene.office, scene.office.plan.year, scene.person("mana"), E13="71.00")
    assert told(scene) == STALE
    report, home = pages(scene, "mana")
    assert STALE in report
    assert f"{STALE} มีผู้บันทึกผลคะแนนปี 2565 หรือปี 2566 หลังเสนอรายงาน" in home
    assert "ออกฉบับใหม่" in home


def test_figures_that_the_annex_does_not_tell_change_nothing() -> None:
    scene = a_published_scene(with_annex)
    score(scene.office, scene.office.plan.year, scene.person("mana"), I1="50")
    assert told(scene) == ""


def test_whoever_could_have_the_annex_and_did_not_choose_it_is_told_nothing() -> None:
    scene = a_published_scene(without_annex)
    score(scene.office, scene.office.plan.year, scene.person("mana"), E13="71.00")
    assert told(scene) == ""


@pytest.mark.parametrize("chosen", [True, False])
def test_it_is_over_once_a_new_edition_is_begun_and_published_with_the_annex_or_without(chosen: bool) -> None:
    scene = a_published_scene(compared)
    both_years(scene.office, scene.person("mana"))
    assert told(scene) == FIRST
    Edition.objects.update(with_scores=chosen)  # which the next edition begins with
    following = another_edition(scene)
    assert FIRST not in pages(scene, "mana")[0]
    publish(following, scene.person("mana"), reason="คะแนนมาทีหลัง")
    assert told(scene) == ""


def test_a_withdrawn_report_is_told_nothing_of() -> None:
    scene = a_published_scene(compared)
    both_years(scene.office, scene.person("mana"))
    withdraw(scene.round, scene.person("mana"))
    assert told(scene) == ""


def test_only_who_may_begin_an_edition_is_told() -> None:
    scene = a_published_scene(with_annex)
    score(scene.office, scene.office.plan.year, scene.person("mana"), E13="71.00")
    assert {person: [STALE in page for page in pages(scene, person)] for person in ("mana", "somsak", "prani")} == {
        "mana": [True, True],
        "somsak": [False, False],
        "prani": [False, False],
    }


def test_scores_of_another_agency_are_nothing_to_it() -> None:
    scene = a_published_scene(with_annex)
    plan = a_plan(an_agency("ban-nong-yai"), scene.office.plan.year)
    other = Office(plan, plan.agency)
    score(other, plan.year, other.person("malee", Role.COORDINATOR), E13="71.00")
    assert told(scene) == ""


def test_it_costs_a_query_where_no_score_was_saved_since() -> None:
    scene = a_published_scene(with_annex)
    shown = public_state.last_of(latest(scene))
    assert shown is not None
    with CaptureQueriesContext(connection) as captured:
        late_scores.of(shown)
    assert len(captured) == 1
