"""An office with a submitted round and one person of each kind, for the matrices of the report's moves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accounts.models import Agency, OverseerReach, User
from accounts.permissions import Role
from reports.models import Decision, Edition, Publication, Round, Signing
from reports.models.kinds import Kind
from reports.models.publication import PUBLIC
from tests.accounts.making import a_person, an_agency
from tests.kept_scenes import kept
from tests.reports.office import NOW, Office, an_office

STATES = [str(state) for state in Edition.State]
# Addresses of which nothing is another in another state of a report; what a query chooses is a part of the page that
# opens without one. The settings' lists of people, units and officers are looked at, what leads on from them is not.
OF_NO_REPORT = re.compile(r"^/(help|accounts|me)/|/scores/|/settings/(users|units|officers)/[^/]+/|\?")
OUTSIDE = {"stranger", "overseer elsewhere"}


@dataclass
class Scene:
    """The office asks one endorser; `people` by what they are to the round."""

    office: Office
    round: Round
    people: dict[str, User]

    def put(self, state: str) -> Edition:
        """The edition in a state, however it came there, with the rows that the state promises."""
        Edition.objects.filter(pk=self.round.edition_id).update(state=state)
        made = self.round
        if state in (Edition.State.SIGNED, *PUBLIC):
            done = {"pdf_digest": made.pdf_digest, "certificate": "0" * 64, "signed_at": NOW, "next_at": NOW}
            Signing.objects.update_or_create(round=made, defaults={"state": Signing.State.DONE, **done})
        if state in PUBLIC:
            Publication.objects.update_or_create(round=made, defaults={"published_at": NOW, "files": {}, "search": ""})
        return self.office.edition

    def endorse(self) -> None:
        """The endorser agreed, so that it is the named approver's turn."""
        by = self.people["endorser"]
        Decision.objects.create(round=self.round, move="endorse", by=by, name=by.name, at=NOW)

    def approve(self, **signing: str) -> None:
        """The named approver approved; the signing is as said."""
        by = self.people["named"]
        self.put(Edition.State.APPROVED)
        Decision.objects.create(round=self.round, move="approve", by=by, name=by.name, declaration="ยืนยัน", at=NOW)
        Signing.objects.create(round=self.round, next_at=NOW, **signing)

    def publish(self) -> None:
        """Its files lie where the public pages look for them."""
        self.put(Edition.State.PUBLISHED)
        file = {"digest": self.round.pdf_digest, "size": 10}
        Publication.objects.update(files={f"report.{kind}": file for kind in ("pdf", "json", "csv", "zip")})


@kept
def a_scene(kind: Kind = Kind.RESULT) -> Scene:
    office = an_office(kind)
    people = {
        # All roles at once: the widest rights there are, and still no say over one's own submission.
        "submitter": office.person("submitter", *Role),
        "coordinator": office.person("coordinator", Role.COORDINATOR),
        "named": office.person("named", Role.APPROVER),
        "approver": office.person("approver", Role.APPROVER),
        "endorser": office.person("endorser", Role.OFFICER),
        "officer": office.person("officer", Role.OFFICER),
        "administrator": office.person("administrator", Role.ADMINISTRATOR),
        "overseer": a_person("overseer"),
        "stranger": a_person("stranger"),
        "overseer elsewhere": a_person("far.overseer"),
    }
    Agency.objects.filter(pk=office.agency.pk).update(province="สายธาร")
    OverseerReach.objects.create(user=people["overseer"], province="สายธาร")
    OverseerReach.objects.create(user=people["overseer elsewhere"], province="ไกล")
    elsewhere = an_agency("elsewhere")
    for role in Role:
        people["stranger"].memberships.create(agency=elsewhere, role=role)
    office.name_approver(people["named"])
    office.ask([people["endorser"]])
    return Scene(office, office.submit(people["submitter"]), people)
