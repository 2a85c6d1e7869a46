"""An office with an approved round that waits to be signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.permissions import Role
from files import store
from reports.models import Round, Signing
from reports.models.kinds import Kind
from tests.kept_scenes import kept
from tests.pades.signings import a_page
from tests.reports.office import Office, an_office, approve


@dataclass(frozen=True)
class Scene:
    """The office, its people by name, and the round that somsak approved."""

    office: Office
    round: Round

    def person(self, username: str) -> User:
        return User.objects.get(username=username)

    @property
    def state(self) -> str:
        return self.office.edition.state

    @property
    def signing(self) -> Signing:
        return Signing.objects.get(round=self.round)


def nothing(office: Office) -> None:
    """What is attached where a test says nothing."""


@kept
def a_submitted_scene(attach: Callable[[Office], object] = nothing, kind: Kind = Kind.RESULT) -> Scene:
    """mana submitted, somsak is to approve; prani administers, arun is an officer. `attach` comes before all that."""
    office = an_office(kind)
    mana = office.person("mana", Role.COORDINATOR)
    somsak = office.person("somsak", Role.APPROVER)
    office.person("prani", Role.ADMINISTRATOR)
    office.person("arun", Role.OFFICER)
    office.name_approver(somsak)
    attach(office)
    return Scene(office, office.submit(mana))


@kept
def a_scene(attach: Callable[[Office], object] = nothing, kind: Kind = Kind.RESULT) -> Scene:
    """The same, and somsak has approved."""
    scene = a_submitted_scene(attach, kind)
    approve(scene.round, scene.person("somsak"))
    return scene


def wait_over(scene: Scene, now: datetime) -> None:
    """As if the time until the next try, or a killed worker's lease, had passed."""
    Signing.objects.filter(round=scene.round).update(next_at=now)
    Signing.objects.filter(round=scene.round, state=Signing.State.WORKING).update(leased_until=now)


def freeze_as_before(scene: Scene) -> None:
    """As if the round had been frozen by the release before signatures: without the fields."""
    Round.objects.filter(pk=scene.round.pk).update(pdf_digest=store.put(a_page()))
