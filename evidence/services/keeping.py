"""Evidence is added, changed, removed, brought back, replaced and put in order, by whoever may enter progress.

Bytes come here as evidence.intake.taking left them. They lie in the store before a row names them; where the row is
refused nothing names them, and the nightly sweep takes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.changed import compare, digest
from accounts.models import User
from evidence import names
from evidence.intake.kinds import EvidenceError
from evidence.intake.taking import Kept
from evidence.models import Evidence
from evidence.services import links
from evidence.services.limits import require_room
from files import store
from measures.models import Action, Measure, Revision
from measures.models.catalogue import Tool
from measures.services import plan as plans
from measures.services.catalogue import items_of
from measures.services.permission import require_editable, require_progress
from measures.services.rows import merged_order
from thai.dates import format_date

_GONE = "มาตรการนี้ถูกนำออกจากแผนแล้ว จึงแนบหรือแก้ไขหลักฐานไม่ได้"
_ERASED = "ไฟล์ของหลักฐานนี้ถูกนำออกตามกำหนดเก็บรักษาแล้ว จึงแก้ไขหรือนำกลับมาไม่ได้"
_REMOVED = "หลักฐานนี้ถูกนำออกหรือแทนที่ไปแล้ว โปรดเปิดหน้าหลักฐานของมาตรการอีกครั้ง"


@dataclass(frozen=True)
class Sent:
    """A file as somebody sent it: its name, its bytes, and what is kept of them.

    `known_digest` is that of bytes which are not at hand any more.
    """

    name: str
    data: bytes
    kept: Kept
    known_digest: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes as they were sent."""
        return self.known_digest or hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Facts:
    """What people say of a piece of evidence; `item` is a code of the O items of the plan's year."""

    caption: str
    speaks_for: date | None = None
    item: str = ""
    is_public: bool = False
    action: int | None = None

    @property
    def digest(self) -> str:
        """Names what a form was drawn from."""
        return digest(self)


def facts_of(evidence: Evidence) -> Facts:
    """What is stored of what people said."""
    said = evidence.caption, evidence.speaks_for, evidence.item, evidence.is_public
    return Facts(*said, action=evidence.action_id)


def require_open(measure: Measure, by: User) -> None:
    """Raises Refused, Locked, or EvidenceError for a removed measure: asked before anything costly is done."""
    require_progress(by, measure)
    require_editable(measure)
    if not Measure.objects.kept().filter(pk=measure.pk).exists():
        raise EvidenceError(_GONE)


def add(
    *, measure: Measure, sent: Sent | str, facts: Facts, by: User, now: datetime, action: Action | None = None
) -> Evidence:
    """Attaches a file, or the address of a page, behind the others; `action` is the same as `facts.action`.

    The same bytes, or the same address, on the same measure are the row that is there already. A photograph's own day
    stands where `facts` has none. Raises Refused, Locked, EvidenceError (too many, too much, a removed measure),
    ValidationError for facts that can't be, OSError where the disk takes nothing.
    """
    require_open(measure, by)
    if same := _same(measure, _known_by(sent)):
        return same
    require_room(measure, size=_size(sent))  # once more under the lock; what has no room at a glance is stored nowhere
    columns = _columns(sent)
    with transaction.atomic():
        plan = plans.lock(measure.plan_id)
        require_open(measure, by)
        if same := _same(measure, columns):
            return same
        require_room(measure, size=_size(sent))
        last = Evidence.objects.filter(measure=measure).aggregate(last=Max("position"))["last"]
        evidence = Evidence(
            measure=measure, position=0 if last is None else last + 1, added_by=by, added_at=now, **columns
        )
        _say(evidence, facts if action is None else _with_action(facts, action), sent)
        evidence.save()
        links.await_opening(evidence, now)
        plans.touch(plan)
        _record("evidence.added", evidence, by, kind=str(evidence.kind), **_named(evidence))
    return evidence


@transaction.atomic
def change(*, evidence: Evidence, facts: Facts, base: str, by: User, now: datetime) -> bool:
    """Writes what changed of what people say, and keeps the caption that it replaces. Returns whether anything did.

    Raises Changed where another saved since `base` (the digest of Facts), and what `add` raises.
    """
    stored = _locked(evidence, by)
    before = facts_of(stored)
    if before == facts:
        return False
    compare(before, base)
    changed = [name for name, value in asdict(facts).items() if value != getattr(before, name)]
    if before.caption != facts.caption:
        _keep_caption(stored, before, by, now)
    _say(stored, facts)
    stored.save()
    plans.touch(plans.lock(stored.measure.plan_id))
    _record("evidence.changed", stored, by, fields=changed)
    return True


@transaction.atomic
def remove(*, evidence: Evidence, by: User, now: datetime) -> None:
    """Takes a piece of evidence out; its file stays, so that it can come back. Raises as `add`; twice is once."""
    plan = plans.lock(evidence.measure.plan_id)
    require_open(evidence.measure, by)
    _require_bytes(evidence)
    if Evidence.objects.kept().filter(pk=evidence.pk).update(removed_at=now):
        plans.touch(plan)
        _record("evidence.removed", evidence, by)


@transaction.atomic
def restore(*, evidence: Evidence, by: User) -> None:
    """Brings back what was removed, behind the others. Raises as `add`; EvidenceError where it is there once more."""
    plan = plans.lock(evidence.measure.plan_id)
    require_open(evidence.measure, by)
    _require_bytes(evidence)
    stored = Evidence.objects.removed().filter(pk=evidence.pk, replaced_by=None).first()
    if stored is None:
        return
    if _same(stored.measure, {"sent_digest": stored.sent_digest, "address": stored.address}):
        raise EvidenceError("มาตรการนี้มีหลักฐานเดียวกันนี้อยู่แล้ว จึงไม่ต้องนำกลับมา")
    require_room(stored.measure, size=stored.size)
    last = Evidence.objects.filter(measure=stored.measure).aggregate(last=Max("position"))["last"]
    stored.removed_at, stored.position = None, last + 1
    stored.save(update_fields=["removed_at", "position"])
    plans.touch(plan)
    _record("evidence.restored", stored, by)


def replace(*, evidence: Evidence, sent: Sent | str, by: User, now: datetime) -> Evidence:
    """Puts another file or address in the place of one, with what people say of it; the old row stays behind it.

    The same bytes change nothing: what is stored comes back. Raises as `add`.
    """
    require_open(evidence.measure, by)
    if not _same(evidence.measure, _known_by(sent)):
        require_room(evidence.measure, size=_size(sent), instead_of=evidence)
    columns = _columns(sent)
    with transaction.atomic():
        stored = _locked(evidence, by)
        if same := _same(stored.measure, columns):
            if same.pk != stored.pk:
                raise EvidenceError(f"ไฟล์หรือที่อยู่นี้แนบไว้กับมาตรการนี้อยู่แล้ว คือ “{same.caption}”")
            return same
        require_room(stored.measure, size=_size(sent), instead_of=stored)
        new = Evidence(measure=stored.measure, position=stored.position, added_by=by, added_at=now, **columns)
        _say(new, facts_of(stored))
        new.save()
        links.await_opening(new, now)
        stored.replaced_by = new
        stored.save(update_fields=["replaced_by"])
        plans.touch(plans.lock(stored.measure.plan_id))
        _record("evidence.replaced", new, by, former=stored.pk, **_named(new))
    return new


@transaction.atomic
def reorder(*, measure: Measure, order: Sequence[int], by: User) -> None:
    """Puts a measure's evidence into an order of keys; those that `order` lacks stay behind their neighbour.

    Keys of others are passed over. Raises Refused, Locked, EvidenceError.
    """
    plan = plans.lock(measure.plan_id)
    require_open(measure, by)
    rows = {row.pk: row for row in Evidence.objects.kept().filter(measure=measure)}
    wanted = merged_order([pk for pk in dict.fromkeys(order) if pk in rows], rows)
    if wanted == list(rows):
        return
    for position, pk in enumerate(wanted):
        Evidence.objects.filter(pk=pk).update(position=position)
    plans.touch(plan)
    plans.record("evidence.ordered", by=by.pk, agency=plan.agency_id, measure=measure, order=wanted)


def _require_bytes(evidence: Evidence) -> None:
    """Raises EvidenceError where the agency's rule has deleted the file: what is left of it stays where it is."""
    if Evidence.objects.filter(pk=evidence.pk).exclude(erased_at=None).exists():
        raise EvidenceError(_ERASED)


def _locked(evidence: Evidence, by: User) -> Evidence:
    """The row as it is now, under the plan's lock. Raises EvidenceError where it is no longer kept."""
    plans.lock(evidence.measure.plan_id)
    require_open(evidence.measure, by)
    stored = Evidence.objects.kept().select_related("measure__plan").filter(pk=evidence.pk).first()
    if stored is None:
        raise EvidenceError(_REMOVED)
    return stored


def _columns(sent: Sent | str) -> dict[str, str | int]:
    """What a row says of a file, whose bytes are in the store from here on, or of an address."""
    if isinstance(sent, str):
        return {"kind": Evidence.Kind.LINK, "address": sent}
    kept = sent.kept
    return {
        "kind": Evidence.Kind.PHOTOGRAPH if kept.kind.is_picture else Evidence.Kind.FILE,
        "name": names.as_given(sent.name),
        "digest": store.put(kept.data),
        "thumbnail": store.put(kept.thumbnail) if kept.thumbnail else "",
        "sent_digest": sent.digest,
        "media_type": kept.kind.media_type,
        "size": _size(sent),
        "width": kept.width,
        "height": kept.height,
        "pages": kept.pages,
        "text": kept.text,
    }


def _size(sent: Sent | str) -> int:
    return 0 if isinstance(sent, str) else len(sent.kept.data)


def _named(evidence: Evidence) -> dict[str, str | int]:
    """What the audit trail says of a file; nothing of an address, which is somebody's words."""
    return {"sha256": evidence.digest, "size": evidence.size} if evidence.digest else {}


def _known_by(sent: Sent | str) -> dict[str, str | int]:
    return {"address": sent} if isinstance(sent, str) else {"sent_digest": sent.digest}


def _same(measure: Measure, columns: dict[str, str | int]) -> Evidence | None:
    """The kept row of the measure with the same address, or with the same bytes as they were sent."""
    by = {name: columns[name] for name in ("address", "sent_digest") if columns.get(name)}
    return Evidence.objects.kept().filter(measure=measure, **by).first() if by else None


def _with_action(facts: Facts, action: Action) -> Facts:
    return Facts(**{**asdict(facts), "action": action.pk})


def _say(evidence: Evidence, facts: Facts, sent: Sent | str = "") -> None:
    """Writes what people say into the row. Raises ValidationError for what can't be."""
    proposed = sent.kept.taken_on if isinstance(sent, Sent) else None
    if facts.action is not None and facts.action != evidence.action_id:
        of_measure = Action.objects.kept().filter(measure=evidence.measure_id, pk=facts.action)
        if not of_measure.exists():
            raise ValidationError({"action": "การดำเนินการนี้ไม่มีในมาตรการนี้แล้ว โปรดเลือกใหม่"})
    if facts.item and facts.item != evidence.item:
        plan = evidence.measure.plan
        if not items_of(plan.agency, plan.year, tool=Tool.OIT).filter(code=facts.item).exists():
            raise ValidationError({"item": "ไม่มีข้อนี้ในรายการ OIT ของปีนี้ โปรดเลือกใหม่"})
    evidence.caption, evidence.item, evidence.is_public = facts.caption, facts.item, facts.is_public
    evidence.speaks_for, evidence.action_id = facts.speaks_for or proposed, facts.action
    evidence.full_clean()


def _keep_caption(evidence: Evidence, before: Facts, by: User, now: datetime) -> None:
    day = format_date(before.speaks_for) if before.speaks_for else ""
    kept = {"kind": Revision.Kind.EVIDENCE, "row": evidence.pk, "text": before.caption, "dates": day}
    evidence.measure.revisions.create(**kept, by=by, at=now)


def _record(action: str, evidence: Evidence, by: User, **data: str | int | list[str]) -> None:
    measure = evidence.measure
    plans.record(action, by=by.pk, agency=measure.plan.agency_id, measure=measure, evidence=evidence.pk, **data)
