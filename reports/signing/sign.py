"""The signing of approved rounds: one job that may run twice, be killed anywhere, and still signs once.

A worker claims a round for some minutes, signs outside transactions, keeps the signed bytes under their digest, and
names them in a short transaction with the edition's move to signed; whoever lost the claim meanwhile changes nothing.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from clock.measured import measured
from document import ReportDocument
from files import store
from files.store import Altered, Away
from measures.services import plan as plans
from pades.errors import NoRoom, NoStamp, Unmarked, Unreached, Unsigned
from pades.fields import WrongFields
from pades.keys.agency_keys import Key
from pades.revision import Unwritable
from pades.signing import signatures, trial
from pades.signing.level import Level
from pades.signing.signatures import Signatory
from paper import archive
from paper.provenance import is_unmarked
from reports.models import Decision, Edition, Round, Signing
from reports.models.kinds import Kind
from reports.review.moves import TRANSITIONS, standing
from reports.signing import certificate
from reports.signing import claim as claims
from reports.signing.claim import Claim
from reports.signing.waiting import due_rounds
from workflow import Overtaken, advance, proceed

log = logging.getLogger(__name__)
State = Signing.State
MOST_TRIES = 14 * 48  # for a stamper or an issuer's word each half hour: two weeks, longer than any holidays
UNFIT = "รอบนี้เสนอไว้ก่อนมีระบบลงลายมือชื่อ ไฟล์จึงลงนามไม่ได้ ให้ผู้ประสานงานเปิดให้เสนอใหม่ แล้วเสนอและอนุมัติอีกครั้ง"
UNMARKED = (
    "ใบรับรองที่ใช้อยู่เป็นใบรับรองทดลอง แต่รอบนี้ไม่มีข้อความว่าเป็นตัวอย่าง จึงไม่ลงนาม "
    "ให้ผู้ดูแลระบบหน่วยงานตรวจใบรับรอง แล้วให้ผู้ประสานงานเปิดให้เสนอใหม่"
)
_DAMAGED = "ไฟล์ที่ล็อกไว้เสียหายหรือหายไป จึงไม่ได้ลงนาม โปรดแจ้งผู้ดูแลเครื่องแม่ข่ายให้กู้ไฟล์จากสำเนาสำรอง"
_NO_ROOM = "เขียนไฟล์ที่ลงนามแล้วไม่ได้ พื้นที่ของเครื่องแม่ข่ายอาจเต็ม โปรดแจ้งผู้ดูแลเครื่องแม่ข่าย เมื่อมีพื้นที่แล้วระบบจะลงนามเอง"
_NO_STORE = "ติดต่อที่เก็บไฟล์ไม่ได้ จึงยังไม่ได้ลงนาม เมื่อติดต่อได้แล้วระบบจะลงนามเอง หากเป็นอยู่นานโปรดแจ้งผู้ดูแลเครื่องแม่ข่าย"
_TIRED = "รอผู้ประทับเวลาหรือผู้ออกใบรับรองสองสัปดาห์แล้ว ระบบจึงหยุดลองเอง โปรดแจ้งผู้ดูแลเครื่องแม่ข่าย แล้วกดลองอีกครั้ง"


def sign_all(clock: Callable[[], datetime]) -> int:
    """Signs what is due, one after the other; returns how many were taken up.

    What nobody foresaw of one keeps no other from its turn, and is raised when all had theirs.
    """
    taken: list[bool] = []
    with ExitStack() as turns:
        for key in reversed(list(due_rounds(clock()).values_list("pk", flat=True))):
            turns.callback(_take_turn, key, clock, taken)
    return sum(taken)


def _take_turn(key: int, clock: Callable[[], datetime], taken: list[bool]) -> None:
    taken.append(sign_round(key, now=clock()))


def sign_round(round_id: int, *, now: datetime) -> bool:
    """Signs a round if nobody else is at it; whatever the result, the row says so. Whether it was taken up."""
    round_ = Round.objects.select_related("edition__report__plan__agency", "submitted_by").get(pk=round_id)
    claim = claims.take(round_, now)
    if claim is None:
        return False
    with measured("signature"), claim:
        _try(round_, claim, now)
    return True


def _try(round_: Round, claim: Claim, now: datetime) -> None:
    try:
        _sign(round_, claim, now)
    except Unmarked as error:
        claim.leave(State.UNFIT, str(error), why=error.code)
    except Unsigned as error:
        log.warning("round %s is not signed: %s", round_.pk, error.code)
        _put_off(claim, error, now)
    except (WrongFields, Unwritable):
        claim.leave(State.UNFIT, UNFIT, why="unfit")
    except Altered as damage:
        log.error("frozen bytes are damaged: %s", damage)
        claim.leave(State.FAILED, _DAMAGED, why="damaged")
    except Away as error:
        log.error("round %s is not signed: %s", round_.pk, error.strerror)
        _put_off(claim, Unreached(_NO_STORE), now)
    except OSError:
        log.exception("round %s: the signed file was not kept", round_.pk)
        _put_off(claim, NoRoom(_NO_ROOM), now)


def _sign(round_: Round, claim: Claim, now: datetime) -> None:
    key, level = certificate.key_of(round_.edition.agency, now=now), certificate.level_wanted()
    document, frozen = round_.read(), store.get(round_.pdf_digest)
    if key.is_demo:
        _see_the_mark(frozen)
    signed = signatures.sign(
        frozen,
        reporter=_submitter(round_, document),
        approver=_approver(round_, document),
        key=key,
        level=level,
        now=now,
    )
    trial.prove(signed, level, now=now)
    _name(round_, claim, key, level, store.put(signed), now)


def _see_the_mark(frozen: bytes) -> None:
    """The key may have been chosen after the submission: nobody may take what it signs for an official document."""
    provenance = archive.attached(frozen, archive.PROVENANCE, limit=len(frozen))
    if provenance and is_unmarked(provenance):
        raise Unmarked(UNMARKED)


@transaction.atomic
def _name(round_: Round, claim: Claim, key: Key, level: Level, digest: str, now: datetime) -> None:
    """The signed file becomes the round's, if the claim still holds and the edition is still approved."""
    plans.lock(round_.edition.report.plan_id)
    fingerprint = hashlib.sha256(key.certificate.dump()).hexdigest()
    if not claim.end(
        state=State.DONE,
        reason="",
        pdf_digest=digest,
        certificate=fingerprint,
        level=level,
        demo=key.is_demo,
        signed_at=now,
    ):
        return
    edition = Edition.objects.in_full().get(pk=round_.edition_id)
    facts: dict[str, JSON] = {
        "round": round_.number,
        "pdf": digest,
        "certificate": fingerprint,
        "source": str(key.source),
    }
    proceed(edition, TRANSITIONS["sign"], data=facts)


def _put_off(claim: Claim, error: Unsigned, now: datetime) -> None:
    """Later and later, then each half hour for days: it costs nothing, and nobody may be there to press a button."""
    if not error.waits:
        claim.leave(State.FAILED, str(error), why=error.code)
    elif claim.tries >= MOST_TRIES:
        claim.leave(State.FAILED, _TIRED, why=error.code)
    else:
        state = State.STAMPING if isinstance(error, NoStamp) else State.WAITING
        pause = timedelta(minutes=min(2 ** min(claim.tries - 1, 5), 30))
        claim.leave(state, str(error), why=error.code, next_at=now + pause)


@transaction.atomic
def try_again(*, round: Round, by: User, now: datetime) -> None:
    """Has the worker sign at once what failed or waits. Raises Refused, and Overtaken where nothing is to be done."""
    edition = Edition.objects.in_full().get(pk=round.edition_id)
    require(by, Permission.REPORT_SIGN_AGAIN, on=edition.agency)
    stuck = Q(state__in=[State.FAILED, State.STAMPING, State.WAITING]) | claims.abandoned(now)
    rows = Signing.objects.filter(stuck, round=round, round__edition__state=Edition.State.APPROVED)
    if not rows.update(state=State.WAITING, reason="", tries=0, next_at=now, lease=None, leased_until=None):
        raise Overtaken(edition.state)
    chain.record(
        "signing.again", actor=by.pk, agency=edition.agency.pk, subject=edition.subject, data={"round": round.number}
    )


@transaction.atomic
def reopen(*, round: Round, by: User) -> None:
    """Opens an approved report whose file can never be signed, to be submitted again. Raises Refused and Overtaken."""
    plans.lock(round.edition.report.plan_id)
    edition = Edition.objects.in_full().get(pk=round.edition_id)
    where = standing(edition)
    if where.round != round:
        raise Overtaken(edition.state)
    advance(edition, TRANSITIONS["reopen"], by=by, rule=where.rule, data={"round": round.number})


def _submitter(round_: Round, document: ReportDocument) -> Signatory:
    """Whoever consented by submitting, as the paper prints them; a reporter who is someone else signs nothing."""
    sent = round_.decisions.get(move=Decision.Move.SUBMIT)
    act = "ผู้รายงาน" if document.reporter.is_named(sent.name, sent.capacity) else f"ผู้เสนอ{Kind(document.kind).called}"
    return Signatory(sent.name, sent.capacity, document.agency, act)


def _approver(round_: Round, document: ReportDocument) -> Signatory:
    named = document.approver
    post = named.printed_post if named else round_.approver_post
    return Signatory(round_.approver_name, post, document.agency, "ผู้อนุมัติ")
