"""Published reports as rows alone, for the public list: no file of theirs lies anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import Membership
from accounts.permissions import Role
from reports.models import Edition, Publication, Report, Round
from reports.models.report import Kind
from tests.factories import NOON, a_plan, a_user, an_agency
from thai.text import fold, loose

_SIZE: Mapping[str, object] = {"digest": "0" * 64, "size": 1000}


def a_listed_report(
    number: int,
    words: str = "",
    *,
    year: int = 2566,
    kind: str = Kind.RESULT,
    at: datetime | None = None,
    state: str = Edition.State.PUBLISHED,
) -> Publication:
    """The report of an agency of its own, published so many minutes after noon unless said otherwise."""
    agency = an_agency(f"agency-{number}", name=f"เทศบาลเมืองหมายเลข {number}", province=f"จังหวัดที่ {number % 3}")
    person = a_user(f"person-{number}", Role.APPROVER, agency=agency)
    report = Report.objects.create(plan=a_plan(agency, year), kind=kind)
    round_ = Round.objects.create(
        edition=Edition.objects.create(report=report, state=state, title="รายงานผล"),
        number=1,
        code=f"CODE-{number}",
        document="{}",
        digest=hashlib.sha256(b"{}").hexdigest(),
        pdf_digest="0" * 64,
        pictures=[],
        revision=1,
        approver=Membership.objects.get(user=person),
        approver_name=person.name,
        submitted_by=person,
        submitted_at=NOON,
    )
    text = f"{agency.name} {agency.province} {words}"
    return Publication.objects.create(
        round=round_,
        published_at=at or NOON + timedelta(minutes=number),
        files={"report.pdf": _SIZE},
        search=fold(text),
        near=loose(text),
        heading=fold(f"{agency.name} {agency.province}"),
    )
