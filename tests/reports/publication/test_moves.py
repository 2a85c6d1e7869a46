"""Every state and every kind of person: publishing and withdrawing get through exactly where they are drawn."""

from __future__ import annotations

import pytest

from accounts.access import Refused
from audit.models import AuditEvent
from reports.models import Decision, Edition, Publication
from reports.models.publication import PUBLIC
from reports.review import decision
from reports.review.moves import PUBLISHING, TRANSITIONS, standing
from tests.reports.approved import Scene
from tests.reports.office import NOW
from tests.reports.publication.scenes import a_signed_scene, latest, publish, set_aside, states, withdraw
from workflow import Overtaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]

MAKE = {"publish": publish, "set_aside": set_aside, "withdraw": withdraw}
FROM = {"publish": {"signed"}, "set_aside": {"approved", "signed"}, "withdraw": {"published"}}


def test_no_move_leads_out_of_the_public_states() -> None:
    """So that all publications are public: the list counts them without asking."""
    after = {(move.name, source): move.target for move in TRANSITIONS.values() for source in move.sources}
    from_public = {(name, target) for (name, source), target in after.items() if source in PUBLIC}
    assert from_public == {("replace", "replaced"), ("withdraw", "withdrawn")}


@pytest.mark.parametrize("move", MAKE)
def test_the_door_lets_through_exactly_what_is_drawn(move: str) -> None:
    scene = a_signed_scene()
    through = set()
    for state in Edition.State:
        for username in ("mana", "somsak", "prani", "arun"):
            put(scene, state)
            user = scene.person(username)
            drawn = move in {each.name for each in standing(latest(scene)).moves(user)}
            events = AuditEvent.objects.count()
            try:
                MAKE[move](scene.round, user)
            except (Refused, Overtaken):
                assert not drawn, (state, username)
                assert (AuditEvent.objects.count(), states(scene)) == (events, [state])
            else:
                assert drawn, (state, username)
                assert AuditEvent.objects.count() == events + 1
                through.add((str(state), username))
    assert through == {(state, "mana") for state in FROM[move]}


def put(scene: Scene, state: str) -> None:
    Publication.objects.all().delete()
    Decision.objects.filter(move__in=PUBLISHING).delete()
    Edition.objects.filter(report__plan=scene.office.plan).update(state=state)


@pytest.mark.parametrize("move", sorted(PUBLISHING))
def test_no_other_door_makes_these_moves(move: str) -> None:
    scene = a_signed_scene()
    with pytest.raises(KeyError):
        decision.decide(round=scene.round, move=move, by=scene.person("mana"), now=NOW, comment="เหตุผล")
    assert states(scene) == ["signed"]
