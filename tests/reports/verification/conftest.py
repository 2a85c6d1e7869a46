"""The installation that signed, as the one that verifies; files are examined in the test's own process."""

import json

import pytest
from pytest_django import Settings

from accounts.models import Agency
from pades.examination import sandbox
from pades.examination.examine import examine
from pades.examination.found import Examination, Problem, Result, Roots
from paper.scan import reading as scan
from tests.pades.conftest import world
from tests.pades.genuine import CODE, SLUG, World

__all__ = ["in_this_process", "installed", "unlimited", "world"]


@pytest.fixture
def installed(settings: Settings, world: World, db: None) -> World:
    """The installation that signed is the one that verifies, and knows the agency."""
    settings.SIGNING_DIR = world.place
    Agency.objects.create(slug=SLUG, code=CODE.partition("-")[0], name=world.agency, short_name="อบต.จำปา")
    return world


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examines here, within the limit of size, and a file that is sent twice in a minute once.

    A process for each file takes a second.
    """
    known: dict[tuple[object, ...], Examination] = {}

    def at_once(pdf: bytes, *, roots: Roots) -> Examination:
        if len(pdf) > sandbox.LIMIT:
            return Examination(Result.UNREADABLE, (Problem.TOO_LARGE,))
        same = (pdf, roots.certificates, roots.now.replace(second=0, microsecond=0))
        if same not in known:
            known[same] = examine(pdf, roots=roots)
        return known[same]

    monkeypatch.setattr(sandbox, "examine", at_once)
    monkeypatch.setattr(sandbox, "run", lambda module, sent: json.dumps(scan.codes_in(sent)).encode())


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """As often as a test asks."""
    monkeypatch.setattr("reports.verification.throttle.allows", lambda request, rate, now: True)
