"""A report that was frozen and signed as the portal does it, at every level, by its own demonstration's keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.test import override_settings

from pades.examination.examine import examine
from pades.examination.found import Examination, Roots
from pades.keys import agency_keys
from pades.signing.level import Level
from tests.reports import frozen as reports
from tests.reports.frozen import CODE, NOW, SLUG


@dataclass(frozen=True)
class World:
    """The installation's keys, the agency, the frozen file, and the file signed at each level."""

    place: Path
    agency: str
    frozen: bytes
    files: dict[Level, bytes]
    roots: Roots

    def look(self, pdf: bytes, *, now: datetime = NOW) -> Examination:
        """Examines by the installation's own roots, in this process."""
        return examine(pdf, roots=Roots(self.roots.certificates, now))


def a_world(place: Path) -> World:
    """Keys in a folder, and a report signed by them."""
    document = reports.seed(1)
    with override_settings(SIGNING_DIR=place, SIGNING_DEMO=True):
        body = reports.frozen(document)
        files = {level: reports.signed(body, document, level) for level in Level}
        roots = Roots(tuple(each.dump() for each in agency_keys.roots()), NOW)
    return World(place, document.agency, body, files, roots)


__all__ = ["CODE", "NOW", "SLUG", "World", "a_world"]
