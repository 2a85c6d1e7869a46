"""Publishing a signed report, replacing it by a newer edition, withdrawing it: openly, and for good.

The files that anyone may read are written and synced first; then a short transaction names them, moves the edition
on, and sets aside the edition that was public before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.access import Refused, require
from accounts.models import User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from document import ReportDocument, personal_data
from document.kinds.layouts import ANALYSIS, PROBLEMS, SUGGESTIONS
from document.personal_data import Found
from document.writers import csv
from files import store
from measures.models import Plan
from measures.services import plan as plans
from pades.examination import signers
from pades.keys import agency_keys
from reports.compiling import edition as editions
from reports.models import Decision, Edition, Publication, Round, Settlement, Signing
from reports.models.kinds import Kind
from reports.publication import evidence_files, offered, sitemap
from reports.review.moves import TRANSITIONS, standing
from reports.review.people.submitter import capacity_of
from reports.review.submission import Reworded
from thai.text import fold, loose
from workflow import CommentNeeded, Overtaken, advance, refusal

State = Edition.State
DECLARATIONS = {
    kind: f"ข้าพเจ้าตรวจแล้วว่า{kind.called}ฉบับนี้ไม่มีข้อมูลส่วนบุคคลที่ไม่ควรเปิดเผย และเผยแพร่ต่อประชาชนได้" for kind in Kind
}
WITHDRAWALS = {kind: f"ข้าพเจ้ายืนยันให้เพิกถอน{kind.called}ที่เผยแพร่ฉบับนี้ และทราบว่าเหตุผลจะแสดงต่อประชาชน" for kind in Kind}
DECLARATION, WITHDRAWAL = DECLARATIONS[Kind.RESULT], WITHDRAWALS[Kind.RESULT]
_CALLED_OFF = "รอบนี้ถูกยกเลิกเพื่อแก้ไขใหม่ จึงไม่ลงนาม"
PDF, JSON_FILE, CSV, BUNDLE, PREVIEW = "report.pdf", "report.json", "report.csv", "bundle.zip", "preview.png"
_PRINTED = (
    *("title", "opening", *editions.LISTS, "reporter", "reporter_name", "reporter_post", "reporter_unit"),
    *("approver", "approver_name", "approver_post", "capacity", "acting_for", "cover", "import_doubts"),
    "with_scores",
)


@dataclass(frozen=True)
class Ready:
    """A signed round as it would be published; `before` is the edition that it would take the place of."""

    round: Round
    signing: Signing
    document: ReportDocument
    before: Edition | None
    found: tuple[Found, ...]
    signers: tuple[signers.Signer, ...]


def public_edition(edition: Edition) -> Edition | None:
    """The report's edition that is published now."""
    if edition._state.adding:
        return None
    return Edition.objects.in_full().filter(report=edition.report_id, state=State.PUBLISHED).first()


def prepare(plan: Plan, kind: Kind = Kind.RESULT) -> Ready | None:
    """What would be published now, nothing where no edition waits for it. Raises Altered for a damaged file."""
    edition = editions.latest(plan, kind)
    if edition.state != State.SIGNED:
        return None
    from paper import pictures  # noqa: PLC0415 - loaded where somebody publishes

    round_ = standing(edition).round
    assert round_ is not None  # only rounds are signed
    signing = Signing.objects.get(round=round_)
    document, pdf = round_.read(), store.get(signing.pdf_digest)
    found = personal_data.in_report(document, pages=pictures.texts(pdf))
    return Ready(round_, signing, document, public_edition(edition), tuple(found), signers.of(pdf))


def publish(*, round: Round, seen: str, declaration: str, by: User, now: datetime, reason: str = "") -> Publication:
    """Makes the signed round public; to be called outside transactions, for it writes files.

    `seen` is the digest of the signed file that the person was shown, `reason` why it takes the place of a published
    edition. Raises Refused, Overtaken, CommentNeeded (a reason is wanted), Reworded (another file), Altered (a damaged
    one) and OSError (disk); whichever it is, no row has changed.
    """
    edition = Edition.objects.in_full().get(pk=round.edition_id)
    where = standing(edition)
    why = refusal(TRANSITIONS["publish"], edition, by, where.rule)
    if why is not None:
        raise Refused(Permission.REPORT_PUBLISH, edition.agency, why)
    if where.round != round or edition.state != State.SIGNED:
        raise Overtaken(edition.state)
    signing = Signing.objects.get(round=round, state=Signing.State.DONE)
    if signing.pdf_digest != seen:
        raise Reworded
    if public_edition(edition) and not reason.strip():
        raise CommentNeeded("โปรดพิมพ์เหตุผลที่ออกฉบับใหม่แทน")
    files = _files(round, signing, edition)
    return _name(round=round, files=files, declaration=declaration, reason=reason.strip(), by=by, now=now)


def _files(round_: Round, signing: Signing, edition: Edition) -> dict[str, dict[str, JSON]]:
    """Everything that will ever be served of the round, in the store."""
    from pades.examination import signature_parts  # noqa: PLC0415 - loaded where somebody publishes
    from reports.publication.bundle import Bundle  # noqa: PLC0415 - as above

    document, pdf = round_.read(), store.get(signing.pdf_digest)
    proving = evidence_files.of_round(round_)
    assert signing.signed_at is not None  # it is done
    bundle = Bundle(
        pdf=pdf,
        json=round_.document.encode(),
        csv=csv.write(document),
        called=edition.called,
        title=document.title,
        table=edition.report.declared.table,
        agency=document.agency,
        year=document.measures_year,
        code=round_.code,
        address=address(round_),
        signed_at=signing.signed_at,
        demo=signing.demo,
        signatures=signature_parts.of(pdf, roots=agency_keys.roots()),
        evidence=evidence_files.Packed(proving),
    )
    bodies = {PDF: pdf, JSON_FILE: bundle.json, CSV: bundle.csv, BUNDLE: bundle.data()}
    if round_.pictures:
        bodies[PREVIEW] = store.get(round_.pictures[0])
    stored: dict[str, dict[str, JSON]] = {
        name: {"digest": store.put(body), "size": len(body)} for name, body in bodies.items()
    }
    return stored | evidence_files.entries(proving)


def address(round_: Round) -> str:
    """Where the world finds a round once it is published."""
    return f"{settings.PORTAL_URL.rstrip('/')}/r/{round_.code}/"


@transaction.atomic
def _name(
    *, round: Round, files: Mapping[str, Mapping[str, JSON]], declaration: str, reason: str, by: User, now: datetime
) -> Publication:
    """Makes the files public, if nobody was faster."""
    plans.lock(round.edition.report.plan_id)
    edition = Edition.objects.in_full().get(pk=round.edition_id)
    where = standing(edition)
    if where.round != round or edition.state != State.SIGNED:  # else it would be the edition to be replaced
        raise Overtaken(edition.state)
    before = public_edition(edition)
    if before is not None:
        _move_on(before, "replace", reason=reason, declaration="", by=by, now=now)
    facts: dict[str, JSON] = {"round": round.number, "pdf": files[PDF]["digest"]}
    advance(edition, TRANSITIONS["publish"], by=by, rule=where.rule, data=facts)
    _decided(round, "publish", edition, comment="" if before else reason, declaration=declaration, by=by, now=now)
    document = round.read()
    whose = [edition.agency.name, edition.agency.short_name, edition.agency.province, document.agency, document.title]
    text = " ".join([*whose, _text(document)])
    transaction.on_commit(lambda: _tell(edition))
    return Publication.objects.create(
        round=round,
        published_at=now,
        files=files,
        search=fold(text),
        near=loose(text),
        heading=fold(" ".join(whose)),
    )


def _tell(edition: Edition) -> None:
    """What is kept for readers is made anew."""
    offered.forget()
    sitemap.forget(edition)


@transaction.atomic
def set_aside(*, round: Round, reason: str, by: User, now: datetime) -> None:
    """Opens an approved report, signed or not, that must not be published as it is; only the agency reads its file.

    What was not signed yet never will be. Raises Refused, CommentNeeded and Overtaken.
    """
    _end(round, "set_aside", reason=reason, declaration="", by=by, now=now)
    row, _ = Signing.objects.get_or_create(round=round, defaults={"next_at": now})
    if row.state != Signing.State.DONE:  # whoever is at it just now loses the claim, and names no signed file
        called_off = {"state": Signing.State.UNFIT, "reason": _CALLED_OFF, "lease": None, "leased_until": None}
        Signing.objects.filter(pk=row.pk).update(**called_off)


@transaction.atomic
def withdraw(*, round: Round, reason: str, declaration: str, by: User, now: datetime) -> None:
    """Takes a published report back for a reason that everyone reads; its files stay, marked.

    Raises Refused, CommentNeeded and Overtaken.
    """
    _end(round, "withdraw", reason=reason, declaration=declaration, by=by, now=now)


def _end(round: Round, move: str, *, reason: str, declaration: str, by: User, now: datetime) -> None:
    plans.lock(round.edition.report.plan_id)
    edition = Edition.objects.in_full().get(pk=round.edition_id)
    if standing(edition).round != round:
        raise Overtaken(edition.state)
    _move_on(edition, move, reason=reason, declaration=declaration, by=by, now=now)


def _move_on(edition: Edition, move: str, *, reason: str, declaration: str, by: User, now: datetime) -> None:
    where = standing(edition)
    assert where.round is not None  # what is published was submitted
    facts: dict[str, JSON] = {"round": where.round.number}
    advance(edition, TRANSITIONS[move], by=by, rule=where.rule, comment=reason, data=facts)
    _decided(where.round, move, edition, comment=reason, declaration=declaration, by=by, now=now)
    transaction.on_commit(lambda: sitemap.forget(edition))


def _decided(
    round_: Round, move: str, edition: Edition, *, comment: str, declaration: str, by: User, now: datetime
) -> None:
    Decision.objects.create(
        round=round_,
        move=move,
        by=by,
        name=by.name,
        capacity=capacity_of(by, edition.agency, "coordinator"),
        at=now,
        comment=comment.strip(),
        declaration=declaration,
    )


def may_begin(edition: Edition) -> bool:
    """Whether another edition can be begun after this one, the report's last."""
    return edition.state in (State.PUBLISHED, State.WITHDRAWN)


@transaction.atomic
def begin(*, plan: Plan, by: User, kind: Kind = Kind.RESULT) -> Edition:
    """Begins the report's next edition with the words of the last; the published one stays until this one is.

    The day of the report is left open, for it will be another. Raises Refused and Overtaken.
    """
    require(by, Permission.REPORT_PUBLISH, on=plan.agency)
    locked = plans.lock(plan.pk)
    last = editions.latest(plan, kind)
    if not may_begin(last):
        raise Overtaken(last.state)
    words = {name: getattr(last, name) for name in _PRINTED}
    edition = Edition.objects.create(report=last.report, number=last.number + 1, **words)
    Settlement.objects.bulk_create(
        Settlement(edition=edition, key=each.key, message=each.message, by_id=each.by_id, at=each.at)
        for each in last.settlements.all()
    )
    plans.touch(locked)
    facts: dict[str, JSON] = {"number": edition.number, "after": last.subject}
    chain.record("edition.begun", actor=by.pk, agency=plan.agency_id, subject=edition.subject, data=facts)
    return edition


def _text(document: ReportDocument) -> str:
    """What people may look for in a report beside its title: all of its words."""
    parts = [document.opening]
    for measure in document.measures:
        parts += [measure.code, *measure.more_codes, measure.heading, *(step.text for step in measure.steps)]
        parts += [*(f"{each.label} {each.text}" for each in measure.details), measure.standing]
        parts += [*(action.printed for action in measure.actions), *(outcome.text for outcome in measure.outcomes)]
    parts += [item.text for each in (*ANALYSIS, PROBLEMS, SUGGESTIONS) for item in each.items(document)]
    parts += [item.caption for item in document.evidence]
    return " ".join(parts)
