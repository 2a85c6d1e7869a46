"""The demonstration's report of the year before: carried through by its people to where everyone can read it.

The plan of the year of the demonstration itself stays for whoever tries the portal out.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

import clock
from accounts.models import Agency, User
from accounts.permissions import Role
from document import ReportDocument, from_json
from ita_portal.demo.agency import attach
from measures.models import Measure, Plan, State
from measures.services import decision as measures
from reports.compiling import edition as editions
from reports.compiling.adopt import adopt
from reports.models import Edition, Publication, Round, Signing
from reports.publication import publish as publication
from reports.review import decision, submission
from reports.review.moves import present_round
from reports.signing import sign

DATA = Path(__file__).parent / "data" / "demo-2565.json"


def publish(*, now: datetime) -> Publication | None:
    """Goes on from wherever it stands, so that a seeding that was killed is finished by the next; what was published
    once is left to whoever tries the portal out.

    It was approved on the day that the data name; it is signed and published `now`: a signature bears its true time.
    None where the portal has no key to sign with: the report then waits approved, as any other would.
    """
    data = json.loads(DATA.read_text("utf-8"))
    document = from_json(data["report"])
    coordinator, approver = (User.objects.get(username=data[role]) for role in ("coordinator", "approver"))
    plan = _plan(document, approver)
    done = Publication.objects.filter(round__edition__report__plan=plan).order_by("pk").first()
    if done is not None:
        return done
    at = datetime.fromisoformat(data["at"])
    with clock.set_to(at):
        if editions.latest(plan).is_open:
            _take(plan, data["evidence"], by=coordinator, now=at)
            _submit(plan, by=coordinator, now=at)
        round_ = _round(plan)
        if round_.edition.state == Edition.State.SUBMITTED:
            _approve(round_, by=approver, now=at)
    if _round(plan).edition.state == Edition.State.APPROVED:
        sign.sign_round(round_.pk, now=now)
    if _round(plan).edition.state == Edition.State.SIGNED:
        seen = Signing.objects.get(round=round_).pdf_digest
        publication.publish(round=round_, seen=seen, declaration=publication.DECLARATION, by=coordinator, now=now)
    return Publication.objects.filter(round=round_).first()


def _plan(document: ReportDocument, approver: User) -> Plan:
    """The year's plan, made where it is missing, with the approver named."""
    agency = Agency.objects.get(name=document.agency)
    found = Plan.objects.filter(agency=agency, year=document.measures_year).first()
    if found is not None:
        return found
    edition = adopt(document)
    member = approver.memberships.get(role=Role.APPROVER)
    edition.approver, edition.approver_name, edition.approver_post = member, approver.name, member.post
    edition.with_scores = True  # of both its years there are some, where the lists of items were loaded
    edition.save()
    return edition.report.plan


def _round(plan: Plan) -> Round:
    round_ = present_round(editions.latest(plan))
    assert round_ is not None  # it was submitted
    round_.edition.refresh_from_db()
    return round_


def _take(plan: Plan, evidence: list[dict[str, Any]], *, by: User, now: datetime) -> None:
    """The coordinator attaches the pictures of each measure, hands it in and takes it, as in an office of few."""
    for measure in Measure.objects.filter(plan=plan, removed_at=None).select_related("plan__agency"):
        if measure.state != State.TAKEN:
            with transaction.atomic():  # killed in the middle, the next seeding finds it whole or untouched
                _take_one(measure, [each for each in evidence if each["code"] == measure.code], by=by, now=now)


def _take_one(measure: Measure, evidence: list[dict[str, Any]], *, by: User, now: datetime) -> None:
    for each in evidence:
        attach(measure, each, by, now)
    measures.decide(measure=measure, move="hand_in", by=by, now=now)
    measures.decide(measure=measure, move="take", by=by, now=now)


def _submit(plan: Plan, *, by: User, now: datetime) -> None:
    seen = submission.prepare(plan).digest
    submission.submit(plan=plan, seen=seen, declaration=submission.DECLARATION, by=by, now=now)


def _approve(round_: Round, *, by: User, now: datetime) -> None:
    decision.approve(round=round_, seen=round_.pdf_digest, declaration=decision.DECLARATION, by=by, now=now)
