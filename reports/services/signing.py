"""The signing of approved rounds: one job that may run twice, be killed anywhere, and still signs once.

A worker claims a round for some minutes, signs outside transactions, keeps the signed bytes under their digest, and
names them in a short transaction with the edition's move to signed; whoever lost the claim meanwhile changes nothing.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from accounts.access import Refused
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from measures.services import plan as plans
from reports import archive, store
from reports.document import ReportDocument
from reports.models import Altered, Decision, Edition, Round, Signing, SigningKey
from reports.pades import keys, signing, trial
from reports.pades.errors import NoStamp, Unmarked, Unsigned
from reports.pades.fields import WrongFields
from reports.pades.keys import Key, Source
from reports.pades.revision import Unwritable
from reports.pades.signing import Level, Signatory
from reports.provenance import is_unmarked
from reports.workflow import TRANSITIONS, standing
from workflow import Overtaken, advance, proceed

log = logging.getLogger(__name__)
State = Signing.State
LEASE = timedelta(minutes=5)  # more than a signature with the slowest stamper takes
MOST_TRIES = 12
UNFIT = "รอบนี้เสนอไว้ก่อนมีระบบลงลายมือชื่อ ไฟล์จึงลงนามไม่ได้ ให้ผู้ประสานงานเปิดให้เสนอใหม่ แล้วเสนอและอนุมัติอีกครั้ง"
UNMARKED = (
    "ใบรับรองที่ใช้อยู่เป็นใบรับรองทดลอง แต่รายงานรอบนี้ไม่มีข้อความว่าเป็นตัวอย่าง จึงไม่ลงนาม "
    "ให้ผู้ดูแลระบบหน่วยงานตรวจใบรับรอง แล้วให้ผู้ประสานงานเปิดให้เสนอใหม่"
)
_DAMAGED = "ไฟล์ที่ตรึงไว้เสียหายหรือหายไป จึงไม่ได้ลงนาม โปรดแจ้งผู้ดูแลระบบให้กู้ไฟล์จากสำเนาสำรอง"
_NO_ROOM = "เขียนไฟล์ที่ลงนามแล้วไม่ได้ พื้นที่ของเครื่องแม่ข่ายอาจเต็ม โปรดแจ้งผู้ดูแลระบบ"
_WORN = "ลองลงนามหลายครั้งแล้วไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ แล้วกดลองอีกครั้ง"


@dataclass(frozen=True)
class _Claim:
    """A round that this worker alone signs until the lease runs out."""

    row: Signing
    lease: uuid.UUID


def unsigned() -> QuerySet[Round]:
    """The approved rounds that are not signed yet."""
    last = Round.objects.filter(edition=OuterRef("edition")).order_by("-number").values("pk")[:1]
    return Round.objects.filter(edition__state=Edition.State.APPROVED, pk=Subquery(last)).order_by("pk")


def due(now: datetime, agency: Agency | None = None) -> QuerySet[Round]:
    """Those of them that a worker should take up now."""
    waiting = Q(signing=None) | Q(signing__state__in=[State.WAITING, State.STAMPING], signing__next_at__lte=now)
    left = Q(signing__state=State.WORKING, signing__leased_until__lte=now)
    rounds = unsigned().filter(waiting | left)
    return rounds if agency is None else rounds.filter(edition__report__plan__agency=agency)


def sign_all(clock: Callable[[], datetime]) -> int:
    """Signs what is due, one after the other; returns how many were taken up."""
    return sum(sign_round(key, now=clock()) for key in list(due(clock()).values_list("pk", flat=True)))


def sign_round(round_id: int, *, now: datetime) -> bool:
    """Signs a round if nobody else is at it; whatever the result, the row says so. Whether it was taken up."""
    claim = _claim(round_id, now)
    if claim is None:
        return False
    made = Round.objects.select_related("edition__report__plan__agency", "submitted_by").get(pk=round_id)
    try:
        _sign(made, claim, now)
    except Unmarked as error:
        _leave(claim, State.UNFIT, str(error))
    except Unsigned as error:
        log.warning("round %s is not signed: %s", round_id, type(error).__name__)
        _put_off(claim, error, now)
    except (WrongFields, Unwritable):
        _leave(claim, State.UNFIT, UNFIT)
    except Altered as damage:
        log.error("frozen bytes are damaged: %s", damage)
        _leave(claim, State.FAILED, _DAMAGED)
    except OSError:
        log.exception("round %s: the signed file was not kept", round_id)
        _leave(claim, State.FAILED, _NO_ROOM)
    return True


def _claim(round_id: int, now: datetime) -> _Claim | None:
    """UPDATE ... WHERE, so that of two workers one gets it; what was tried too often is given up."""
    lease = uuid.uuid4()
    with transaction.atomic():
        row, _ = Signing.objects.get_or_create(round_id=round_id, defaults={"next_at": now})
        free = Q(state__in=[State.WAITING, State.STAMPING], next_at__lte=now)
        left = Q(state=State.WORKING, leased_until__lte=now)
        mine = Signing.objects.filter(free | left, pk=row.pk)
        worn = mine.filter(tries__gte=MOST_TRIES).update(
            state=State.FAILED, reason=_WORN, lease=None, leased_until=None
        )
        taken = not worn and mine.update(
            state=State.WORKING, lease=lease, leased_until=now + LEASE, tries=F("tries") + 1
        )
    if not taken:
        return None
    row.refresh_from_db()
    return _Claim(row, lease)


def _sign(made: Round, claim: _Claim, now: datetime) -> None:
    key, level = key_of(made.edition.agency, now=now), level_wanted()
    document, frozen = made.read(), store.get(made.pdf_digest)
    if key.is_demo:
        _see_the_mark(frozen)
    signed = signing.sign(
        frozen,
        reporter=_reporter(made, document),
        approver=_approver(made, document),
        key=key,
        level=level,
        now=now,
    )
    trial.prove(signed, level, now=now)
    _name(made, claim, key, level, store.put(signed), now)


def _see_the_mark(frozen: bytes) -> None:
    """The key may have been chosen after the submission: nobody may take what it signs for an official document."""
    told = archive.attached(frozen, archive.PROVENANCE, limit=len(frozen))
    if told and is_unmarked(told):
        raise Unmarked(UNMARKED)


@transaction.atomic
def _name(made: Round, claim: _Claim, key: Key, level: Level, digest: str, now: datetime) -> None:
    """The signed file becomes the round's, if the claim still holds and the edition is still approved."""
    plans.lock(made.edition.report.plan_id)
    certificate = hashlib.sha256(key.certificate.dump()).hexdigest()
    done = Signing.objects.filter(pk=claim.row.pk, state=State.WORKING, lease=claim.lease).update(
        state=State.DONE,
        reason="",
        lease=None,
        leased_until=None,
        pdf_digest=digest,
        certificate=certificate,
        level=level,
        demo=key.is_demo,
        signed_at=now,
    )
    if not done:
        return
    edition = Edition.objects.select_related("report__plan__agency").get(pk=made.edition_id)
    facts: dict[str, JSON] = {
        "round": made.number,
        "pdf": digest,
        "certificate": certificate,
        "source": str(key.source),
    }
    proceed(edition, TRANSITIONS["sign"], data=facts)


def _put_off(claim: _Claim, error: Unsigned, now: datetime) -> None:
    if not error.waits:
        return _leave(claim, State.FAILED, str(error))
    pause = timedelta(minutes=min(2 ** (claim.row.tries - 1), 30))
    state = State.STAMPING if isinstance(error, NoStamp) else State.WAITING
    return _leave(claim, state, str(error), next_at=now + pause)


def _leave(claim: _Claim, state: Signing.State, reason: str, next_at: datetime | None = None) -> None:
    mine = Signing.objects.filter(pk=claim.row.pk, state=State.WORKING, lease=claim.lease)
    more = {} if next_at is None else {"next_at": next_at}
    mine.update(state=state, reason=reason, lease=None, leased_until=None, **more)


def key_of(agency: Agency, *, now: datetime) -> Key:
    """The key that the agency chose, else the safest at hand. Raises NoKey and Locked."""
    chosen = SigningKey.objects.filter(agency=agency).first()
    return keys.key_of(agency.slug, now=now, source=Source(chosen.source) if chosen else None)


def level_wanted() -> Level:
    """The level that all signatures of this installation have. Raises Unsigned for a setting that is none."""
    try:
        return Level(settings.SIGNING_LEVEL)
    except ValueError as error:
        raise Unsigned("ค่า SIGNING_LEVEL ไม่ถูกต้อง ใช้ได้เฉพาะ B-B, B-T, B-LT และ B-LTA โปรดแจ้งผู้ดูแลเครื่องแม่ข่าย") from error


@transaction.atomic
def choose_key(*, agency: Agency, source: Source, by: User) -> None:
    """Which of the keys at hand the agency signs with from now on. Raises Refused."""
    if not by.can(Permission.SETTINGS_EDIT, on=agency):
        raise Refused(Permission.SETTINGS_EDIT, agency)
    SigningKey.objects.update_or_create(agency=agency, defaults={"source": source})
    chain.record(
        "certificate.chosen", actor=by.pk, agency=agency.pk, subject=f"agency:{agency.pk}", data={"source": str(source)}
    )


def try_key(*, agency: Agency, by: User, now: datetime) -> Level:
    """Signs an empty page as a report would be signed, and returns the level. Raises Refused and Unsigned's kinds."""
    if not by.can(Permission.SETTINGS_EDIT, on=agency):
        raise Refused(Permission.SETTINGS_EDIT, agency)
    level = level_wanted()
    held = key_of(agency, now=now)
    trial.try_out(held, level, agency=agency.name, now=now)
    tested: dict[str, JSON] = {"source": str(held.source)}
    with transaction.atomic():
        chain.record("certificate.tested", actor=by.pk, agency=agency.pk, subject=f"agency:{agency.pk}", data=tested)
    return level


@transaction.atomic
def try_again(*, round: Round, by: User, now: datetime) -> None:
    """Has the worker sign at once what failed or waits. Raises Refused, and Overtaken where nothing is to be done."""
    edition = Edition.objects.select_related("report__plan__agency").get(pk=round.edition_id)
    if not by.can(Permission.REPORT_SIGN_AGAIN, on=edition.agency):
        raise Refused(Permission.REPORT_SIGN_AGAIN, edition.agency)
    states = [State.FAILED, State.STAMPING, State.WAITING]
    rows = Signing.objects.filter(round=round, state__in=states, round__edition__state=Edition.State.APPROVED)
    if not rows.update(state=State.WAITING, reason="", tries=0, next_at=now):
        raise Overtaken(edition.state)
    chain.record(
        "signing.again", actor=by.pk, agency=edition.agency.pk, subject=edition.subject, data={"round": round.number}
    )


@transaction.atomic
def reopen(*, round: Round, by: User) -> None:
    """Opens an approved report whose file can never be signed, to be submitted again. Raises Refused and Overtaken."""
    plans.lock(round.edition.report.plan_id)
    edition = Edition.objects.select_related("report__plan__agency", "approver__user").get(pk=round.edition_id)
    where = standing(edition)
    if where.round != round:
        raise Overtaken(edition.state)
    advance(edition, TRANSITIONS["reopen"], by=by, rule=where.rule, data={"round": round.number})


def _reporter(made: Round, document: ReportDocument) -> Signatory:
    """As printed; whoever submitted in the reporter's stead is named, for it was they who consented."""
    sent = made.decisions.filter(move=Decision.Move.SUBMIT).first()
    printed = document.reporter
    consent = sent.name if sent else made.submitted_by.name
    by = "" if consent == printed.name else f" (ผู้เสนอคือ {consent})"
    return Signatory(printed.name, printed.position, document.agency, f"ผู้รายงาน{by}")


def _approver(made: Round, document: ReportDocument) -> Signatory:
    named = document.approver
    post = named.printed_post if named else made.approver_post
    return Signatory(made.approver_name, post, document.agency, "ผู้อนุมัติ")
