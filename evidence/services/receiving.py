"""A file as it came becomes one that can be kept: told by its bytes, scanned for viruses, opened in a sandbox."""

from __future__ import annotations

from django.conf import settings

from evidence.intake import virus_scan
from evidence.intake.kinds import kind_of
from evidence.intake.taking import take
from evidence.services.keeping import Sent


def receive(name: str, data: bytes) -> Sent:
    """What evidence.services.keeping takes. Raises EvidenceError for a file that is not taken, NotNow for one that
    can't be looked at just now; nothing is written.
    """
    kind_of(data)  # what is refused at a glance is shown to nobody
    if settings.CLAMD_ADDRESS:
        virus_scan.require_clean(data, settings.CLAMD_ADDRESS)
    return Sent(name, data, take(data))
