"""Every test has files of its own; papers and pictures are quickly made."""

from functools import cache

import pytest

from evidence.services.receiving import receive
from ita_portal.demo import agency
from ita_portal.demo.drawings import draw
from tests.fixtures import own_files, quick_and_forgetful
from tests.reports.fixtures import signable_paper

__all__ = ["own_files", "quick_and_forgetful", "signable_paper"]
_drawn, _received = cache(draw), cache(receive)


@pytest.fixture(autouse=True)
def pictures_are_drawn_and_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each demonstration has the same ten: a process of its own opens each, after all others on the machine."""
    monkeypatch.setattr(agency, "draw", _drawn)
    monkeypatch.setattr(agency, "receive", _received)
