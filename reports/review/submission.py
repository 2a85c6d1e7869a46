"""Submitting: what the report says is frozen as a round, and from then on nobody changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse

from accounts.access import Refused, require
from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.persons import same_person
from audit.facts import JSON
from audit.facts import canonical as canonical_json
from audit.heads import Head
from audit.models import AuditHead
from document import ReportDocument, canonical, from_json, to_data
from document import digest as digest_of
from document.doubts import Doubt
from files import store
from measures.models import Plan
from measures.services import plan as plans
from paper.paper import Paper
from paper.press import press
from paper.provenance import Provenance
from paper.sheet import panel
from reports.compiling import edition as editions
from reports.compiling import evidence_list
from reports.compiling.agency_paper import paper_of
from reports.compiling.assemble import with_evidence
from reports.compiling.completeness import MUST, Check, check
from reports.compiling.photographs import Photographs, illustrated
from reports.models import Decision, Edition, Endorser, Round, RoundEndorser
from reports.models.attached import Attached
from reports.models.kinds import Kind
from reports.review.approver_notes import notes_of
from reports.review.moves import TRANSITIONS, standing
from reports.review.people.submitter import submitter_of
from reports.verification.round_code import new_code
from workflow import Overtaken, advance, refusal

# The words beside the box that whoever submits ticks.
DECLARATIONS = {
    kind: f"ข้าพเจ้าได้ตรวจ{kind.called}ฉบับนี้แล้ว เสนอให้ผู้อนุมัติพิจารณาตามเนื้อหานี้ และให้ลงลายมือชื่อดิจิทัลในนามของข้าพเจ้าเมื่อได้รับอนุมัติ"
    for kind in Kind
}
DECLARATION = DECLARATIONS[Kind.RESULT]


class Reworded(Exception):
    """The report no longer says what the person consented to; nothing was stored."""


class Incomplete(Exception):
    """Something must be mended first; `must` are the lines that say what."""

    def __init__(self, must: list[Check]) -> None:
        super().__init__("; ".join(line.title for line in must))
        self.must = must


@dataclass(frozen=True)
class Prepared:
    """What a submission would freeze, read at one revision of the plan."""

    plan: Plan
    edition: Edition
    document: ReportDocument
    paper: Paper
    checks: tuple[Check, ...]
    doubts: tuple[Doubt, ...]
    evidence: tuple[Attached, ...] = ()

    @property
    def kept_back(self) -> list[Attached]:
        """The evidence that the approver sees and the public doesn't."""
        return [each for each in self.evidence if not each.is_public]

    @property
    def digest(self) -> str:
        """What the submitter consents to: the SHA-256 of the document's canonical text."""
        return digest_of(self.document)

    @property
    def must(self) -> list[Check]:
        return [line for line in self.checks if line.level == MUST]

    @property
    def number(self) -> int:
        """The number of the round that a submission would make."""
        return 1 if self.edition._state.adding else self.edition.rounds.count() + 1

    @property
    def has_second_person(self) -> bool:
        """Whether somebody else than the printed reporter submits, be they called the same."""
        return panel.is_second_person(self.document, self.paper)

    def submitted_by(self, by: User, now: datetime) -> Prepared:
        """The same on the paper that a submission by this person would freeze."""
        paper = dataclasses.replace(self.paper, submitter=submitter_of(self.edition, by, now))
        return dataclasses.replace(self, paper=paper)


@dataclass(frozen=True)
class Frozen:
    """A prepared report with its files, which are on disk already, and the audit chain's head of that moment."""

    ready: Prepared
    number: int
    code: str
    pdf_digest: str
    pictures: tuple[str, ...]
    head: Head


def prepare(plan: Plan, kind: Kind = Kind.RESULT) -> Prepared:
    """Reads the report at the plan's present revision. Raises ReportError for words that cannot be written."""
    plan = Plan.objects.select_related("agency").get(pk=plan.pk)  # the revision first, then what it counts
    edition = editions.latest(plan, kind)
    assembled, evidence = with_evidence(plan, edition)
    doubts = editions.open_doubts(edition, assembled)
    checks = [*_lost(plan, assembled, evidence), *check(plan, assembled, doubts, approver=edition.approver)]
    # As it will be read again out of the frozen text, so that both are the same for ever.
    document = from_json(to_data(assembled))
    paper = illustrated(paper_of(plan.agency, draft=False), document)
    return Prepared(plan, edition, document, paper, tuple(checks), tuple(doubts), evidence)


def _lost(plan: Plan, document: ReportDocument, evidence: Sequence[Attached]) -> list[Check]:
    """Evidence that was attached and isn't on the disk any more can't be frozen."""
    gone = evidence_list.lost(evidence)
    if not gone:
        return []
    places = " ".join(dict.fromkeys(document.measures[each.item.measure - 1].called for each in gone))
    detail = f"ไฟล์หลักฐาน {len(gone)} รายการหายไปจากระบบ ({places}) โปรดแนบไฟล์ใหม่ หรือแจ้งผู้ดูแลระบบให้กู้จากสำเนาสำรอง"
    return [Check(MUST, "หลักฐาน", detail, reverse("measures:list", args=[plan.agency.slug, plan.year]), "ไปที่มาตรการ")]


def submit(
    *,
    plan: Plan,
    seen: str,
    declaration: str,
    by: User,
    now: datetime,
    comment: str = "",
    kind: Kind = Kind.RESULT,
) -> Round:
    """Freezes the report as the edition's next round; to be called outside transactions, for it renders and writes.

    `seen` is the digest that the person consented to with `declaration`. Raises Refused, Overtaken (a colleague was
    faster), Incomplete, Reworded, ReportError, preflight.NotForArchive, press.NotMade, Altered (a damaged photograph)
    and OSError (disk); whichever it is, no row has changed.
    """
    require(by, Permission.REPORT_SUBMIT, on=plan.agency)
    ready = prepare(plan, kind).submitted_by(by, now)
    if not ready.edition.is_open:
        raise Overtaken(ready.edition.state)
    if ready.digest != seen:
        raise Reworded
    if ready.must:
        raise Incomplete(ready.must)
    submitting = TRANSITIONS["submit"]
    reason = refusal(submitting, ready.edition, by, standing(ready.edition).rule)
    if reason is not None:
        raise Refused(submitting.permission, plan.agency, reason)
    return _name(freeze(ready, now=now), declaration=declaration, comment=comment, by=by, now=now)


def freeze(ready: Prepared, *, now: datetime) -> Frozen:
    """The PDF under a new code and its pages, written and synced; no row names them yet.

    The signatures come into two fields that stand in it empty, so that signing adds nothing else. Raises OSError, and
    preflight.NotForArchive, press.NotMade and Altered before anything is written.
    """
    code = new_code(ready.plan.agency.code, ready.plan.year)
    photographs = Photographs(ready.document).made_anew()  # one that is damaged is no reason to print without it
    paper, number = dataclasses.replace(ready.paper, code=code, photographs=photographs), ready.number
    head = Head(*AuditHead.objects.values_list("seq", "hash").get())
    provenance = Provenance(
        paper=paper,
        digest=ready.digest,
        edition=ready.edition.number,
        round=number,
        evidence=[{"sha256": each.digest} for each in ready.document.evidence if each.digest],
        audit=head,
        made_at=now,
    )
    body, pictures = press.to_be_signed(ready.document, paper, provenance)
    pages = tuple(store.put(page) for page in pictures)
    return Frozen(ready, number, code, store.put(body), pages, head)


@transaction.atomic
def _name(frozen: Frozen, *, declaration: str, comment: str, by: User, now: datetime) -> Round:
    """Makes the round, if nothing has changed since it was read."""
    ready = frozen.ready
    locked = plans.lock(ready.plan.pk)
    agency = Agency.objects.get(pk=locked.agency_id)
    if (locked.revision, agency.name) != (ready.plan.revision, ready.document.agency):
        raise Reworded
    edition = Edition.objects.in_full().get(pk=ready.edition.pk)
    submitter = submitter_of(edition, by, now)
    if dataclasses.replace(paper_of(agency, draft=False), submitter=submitter) != ready.paper:
        raise Reworded
    must = [line for line in check(locked, ready.document, (), approver=edition.approver) if line.level == MUST]
    if must:
        raise Incomplete(must)
    if edition.rounds.count() + 1 != frozen.number:  # the file says which round it is
        raise Overtaken(edition.state)
    where = standing(edition)
    round_ = _round(frozen, edition, by, now)
    facts: dict[str, JSON] = {"round": round_.number, "digest": round_.digest, "pdf": round_.pdf_digest}
    if round_.evidence:
        facts["evidence"] = sha256(canonical_json(round_.evidence).encode()).hexdigest()
    advance(edition, TRANSITIONS["submit"], by=by, rule=where.rule, data=facts)
    Decision.objects.create(
        round=round_,
        move="submit",
        by=by,
        name=submitter.name,
        capacity=submitter.post,
        at=now,
        comment=comment.strip(),
        declaration=declaration,
    )
    return round_


def _round(frozen: Frozen, edition: Edition, by: User, now: datetime) -> Round:
    ready, named = frozen.ready, frozen.ready.document.approver
    assert named is not None and edition.approver is not None  # completeness says so
    round_ = Round.objects.create(
        edition=edition,
        number=frozen.number,
        code=frozen.code,
        document=canonical(ready.document).decode(),
        digest=ready.digest,
        pdf_digest=frozen.pdf_digest,
        pictures=list(frozen.pictures),
        evidence=[each.facts() for each in ready.evidence],
        notes=notes_of(ready.plan, ready.checks, ready.doubts),
        revision=ready.plan.revision,
        audit_seq=frozen.head.seq,
        audit_hash=frozen.head.hash,
        approver=edition.approver,
        approver_name=named.name,
        approver_post=named.printed_post,
        submitted_by=by,
        submitted_at=now,
    )
    _ask_endorsers(round_, edition)
    return round_


def _ask_endorsers(round_: Round, edition: Edition) -> None:
    """The agency's endorsers in order; who has a part already is passed over."""
    rows = Endorser.objects.filter(agency=edition.agency).select_related("membership__user").order_by("position")
    taken, asked = [round_.submitted_by, round_.approver.user], []
    for membership in (row.membership for row in rows):
        is_able = membership.is_active and membership.user.is_active
        if is_able and not any(same_person(membership.user, user) for user in taken):
            asked.append(membership)
            taken.append(membership.user)
    RoundEndorser.objects.bulk_create(
        RoundEndorser(round=round_, position=number, membership=each) for number, each in enumerate(asked, start=1)
    )
