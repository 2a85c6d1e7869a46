"""A draft of a report that was brought in, without the browser."""

from __future__ import annotations

import clock
from accounts.models import Agency, User
from reports.importing import drafts
from reports.models import ImportDraft
from tests.document import samples


def an_import_draft(agency: Agency, by: User) -> ImportDraft:
    """Of the agency's own report in the sample's words."""
    data = samples.SEED.decode().replace("องค์การบริหารส่วนตำบลจำปา", agency.name).encode()
    return drafts.begin(agency=agency, data=data, extension=".txt", name="รายงาน.txt", by=by, now=clock.now())
