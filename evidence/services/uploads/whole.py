"""An upload that is whole goes the road of a file of the plain form, and waits for the form to attach it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from evidence import names
from evidence.intake.kinds import EvidenceError, Kind, NotNow
from evidence.intake.taking import Kept
from evidence.models import Evidence, EvidencePiece, EvidenceUpload
from evidence.services import keeping
from evidence.services.keeping import Facts, Sent
from evidence.services.receiving import receive
from evidence.services.uploads.piece_by_piece import give_up
from files import pieces, store
from files.store import Altered
from measures.models import Measure

_HALF = "ยังส่งไม่ครบ โปรดเลือกไฟล์เดิมอีกครั้งเพื่อส่งต่อ"
_OTHER = "ที่ได้รับไม่ตรงกับไฟล์ในเครื่องของท่าน โปรดเลือกไฟล์นี้อีกครั้ง"
_GONE = "ไม่มีในระบบแล้ว โปรดเลือกไฟล์นี้อีกครั้ง"


def named(tokens: Sequence[str], *, measure: Measure, by: User) -> list[EvidenceUpload]:
    """Those of a person's uploads for a measure that a form names, in its order; also what is attached already."""
    rows = EvidenceUpload.objects.filter(measure=measure, by=by, token__in=tokens).select_related("evidence")
    found = {row.token: row for row in rows} if tokens else {}
    for row in found.values():
        row.measure = measure
    return [found[token] for token in tokens if token in found]


def look_at(*, upload: EvidenceUpload, by: User) -> None:
    """Opens the whole file; what is kept of it lies in the store from here on, and its pieces are gone.

    Raises Refused, Locked, NotNow, EvidenceError for what is no evidence: then nothing is left of it. Twice is once.
    """
    keeping.require_open(upload.measure, by)
    if upload.kept is not None or upload.evidence_id is not None:
        return
    if not upload.is_whole:
        raise EvidenceError(_HALF)
    try:
        sent = receive(upload.name, _bytes_of(upload))
    except NotNow:
        raise
    except EvidenceError:
        if not _is_looked_at(upload):
            give_up(upload=upload, by=by)
            raise
        return
    upload.kept = _facts_of(sent, upload.taken_on)
    with transaction.atomic():
        EvidenceUpload.objects.filter(pk=upload.pk, kept__isnull=True, evidence=None).update(kept=upload.kept)
        EvidencePiece.objects.filter(upload=upload).delete()
    pieces.drop(upload.token)


def attach(*, upload: EvidenceUpload, facts: Facts, by: User, now: datetime) -> Evidence:
    """The upload as evidence of its measure; twice is once. Raises what `look_at` and keeping.add raise."""
    look_at(upload=upload, by=by)
    if upload.evidence is not None:
        if upload.evidence.removed_at is None and upload.evidence.replaced_by_id is None:
            return upload.evidence
        raise EvidenceError(_GONE)
    said = facts if facts.caption else replace(facts, caption=names.stem(upload.name))
    evidence = keeping.add(measure=upload.measure, sent=_sent_of(upload), facts=said, by=by, now=now)
    EvidenceUpload.objects.filter(pk=upload.pk).update(evidence=evidence, kept=None)
    return evidence


def digests() -> set[str]:
    """The digests in the store of what waits for its form."""
    waiting = EvidenceUpload.objects.filter(kept__isnull=False).values_list("kept", flat=True)
    return {kept[name] for kept in waiting if kept for name in ("digest", "thumbnail") if kept[name]}


def _is_looked_at(upload: EvidenceUpload) -> bool:
    """Whether another request was quicker, and has taken the pieces away meanwhile."""
    stored = EvidenceUpload.objects.select_related("evidence").filter(pk=upload.pk).first()
    if stored is not None:
        upload.kept, upload.evidence = stored.kept, stored.evidence
    return upload.kept is not None or upload.evidence is not None


def _bytes_of(upload: EvidenceUpload) -> bytes:
    """All that arrived, in its order. Raises EvidenceError where that is not what its sender has."""
    try:
        data = b"".join(pieces.get(upload.token, each.digest) for each in upload.pieces.all())
    except Altered as damage:
        raise EvidenceError(_OTHER) from damage
    if len(data) != upload.size or upload.digest not in ("", hashlib.sha256(data).hexdigest()):
        raise EvidenceError(_OTHER)
    return data


def _facts_of(sent: Sent, taken_on: date | None) -> dict[str, Any]:
    """What of a file is kept, for the row; its bytes are in the store."""
    kept = sent.kept
    day = kept.taken_on or (taken_on if kept.kind.is_picture else None)
    return {
        "kind": kept.kind.value,
        "digest": store.put(kept.data),
        "thumbnail": store.put(kept.thumbnail) if kept.thumbnail else "",
        "sent_digest": sent.digest,
        "width": kept.width,
        "height": kept.height,
        "taken_on": day.isoformat() if day else "",
        "pages": kept.pages,
        "text": kept.text,
    }


def _sent_of(upload: EvidenceUpload) -> Sent:
    """The file as `receive` returned it. Raises EvidenceError where what was kept of it is gone."""
    found: dict[str, Any] = upload.kept or {}
    try:
        data = store.get(found["digest"])
        thumbnail = store.get(found["thumbnail"]) if found["thumbnail"] else b""
    except Altered as damage:
        raise EvidenceError(_GONE) from damage
    day = date.fromisoformat(found["taken_on"]) if found["taken_on"] else None
    measured = {name: found[name] for name in ("width", "height", "pages", "text")}
    kept = Kept(Kind(found["kind"]), data, thumbnail, taken_on=day, **measured)
    return Sent(upload.name, b"", kept, known_digest=found["sent_digest"])
