"""An upload is begun, gets its pieces in their order, is given up, or forgotten.

No audit event is recorded: like a draft, nothing is said by it yet. Attaching is (evidence.services.keeping).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet, Sum

from accounts.models import User
from evidence import names
from evidence.intake.kinds import LARGEST_FILE, LARGEST_REPORT, MB, MOST_FILES, EvidenceError, require_start
from evidence.models import Evidence, EvidencePiece, EvidenceUpload
from evidence.services.keeping import require_open
from evidence.services.limits import require_room
from files import pieces
from measures.models import Measure
from measures.services import plan as plans
from measures.services.permission import require_progress

LARGEST_PIECE = MB  # bytes of one request
KEPT_FOR = timedelta(days=7)  # after the last piece


class OtherPlace(Exception):
    """The piece does not begin where the upload stands: another came before it. Nothing was written."""


class Gone(Exception):
    """The upload was given up or is attached already. Nothing was written."""


def of_person(measure: Measure, by: User) -> QuerySet[EvidenceUpload]:
    """What a person has sent of files for a measure, and not attached yet."""
    return EvidenceUpload.objects.filter(measure=measure, by=by, evidence=None)


def begin(
    *, measure: Measure, name: str, size: int, digest: str, taken_on: date | None, by: User, now: datetime
) -> EvidenceUpload:
    """A new upload, or the one of the same file that broke off: the same name, size and digest, where one is given.

    Raises Refused, Locked, EvidenceError for a file that could not be attached once it is whole.
    """
    require_open(measure, by)
    if not size:
        raise EvidenceError("ไฟล์ว่างเปล่า อาจยังดาวน์โหลดหรือบันทึกไม่เสร็จ โปรดเลือกไฟล์อีกครั้ง")
    if size > LARGEST_FILE:
        raise EvidenceError(f"ไฟล์นี้ใหญ่ {size / MB:.1f} MB เกิน {LARGEST_FILE // MB} MB โปรดย่อแล้วเลือกอีกครั้ง")
    name = names.as_given(name)
    with transaction.atomic():
        plans.lock(measure.plan_id)
        same = of_person(measure, by).filter(name=name, size=size, digest=digest).first() if digest else None
        if same is not None:
            return same
        _require_new(measure, digest)
        _require_room(measure, size, by)
        said = {"name": name, "size": size, "digest": digest, "taken_on": taken_on}
        return EvidenceUpload.objects.create(measure=measure, by=by, created_at=now, touched_at=now, **said)


def _require_new(measure: Measure, digest: str) -> None:
    attached = Evidence.objects.kept().filter(measure=measure, sent_digest=digest).first() if digest else None
    if attached is not None:
        raise EvidenceError(f"ไฟล์นี้แนบไว้กับมาตรการนี้อยู่แล้ว คือ “{attached.caption}”")


def _require_room(measure: Measure, size: int, by: User) -> None:
    """What the person is sending already counts as if it were attached, so that nobody fills the disk by beginning."""
    require_room(measure, size=size)
    if Evidence.objects.kept().filter(measure=measure).count() + of_person(measure, by).count() >= MOST_FILES:
        raise EvidenceError(f"ไฟล์ที่แนบแล้วและที่ส่งค้างไว้รวมกันครบ {MOST_FILES} รายการแล้ว โปรดแนบหรือยกเลิกไฟล์ที่ส่งค้างไว้ก่อน")
    begun = EvidenceUpload.objects.filter(measure__plan=measure.plan_id, by=by, evidence=None)
    if (begun.aggregate(total=Sum("size"))["total"] or 0) + size > LARGEST_REPORT:
        raise EvidenceError(f"ไฟล์ที่ส่งค้างไว้รวมกันได้ไม่เกิน {LARGEST_REPORT // MB} MB โปรดแนบหรือยกเลิกก่อน แล้วเลือกไฟล์นี้อีกครั้ง")


def append(*, upload: EvidenceUpload, start: int, data: bytes, by: User, now: datetime) -> None:
    """Keeps a piece that begins where the upload stands; it survives a crash of the machine from here on.

    Raises Refused, Locked, OtherPlace, Gone, EvidenceError for what shows itself to be no evidence (the upload is
    given up) or goes beyond the size that was said, OSError where the disk takes nothing.
    """
    require_open(upload.measure, by)
    if upload.evidence_id is not None:
        raise Gone
    if start != upload.offset:
        raise OtherPlace
    if start + len(data) > upload.size:
        raise EvidenceError("ได้รับข้อมูลเกินขนาดของไฟล์ โปรดเลือกไฟล์นี้อีกครั้ง")
    if not data:
        return
    if start == 0:
        _look_at_start(upload, data, by)
    try:
        digest = pieces.put(upload.token, data)
    except FileNotFoundError as error:  # its folder went while the piece was written
        raise Gone from error
    with transaction.atomic():
        here = EvidenceUpload.objects.filter(pk=upload.pk, offset=start, evidence=None)
        if not here.update(offset=start + len(data), touched_at=now):
            raise OtherPlace if EvidenceUpload.objects.filter(pk=upload.pk, evidence=None).exists() else Gone
        EvidencePiece.objects.create(upload=upload, start=start, digest=digest)
    upload.offset = start + len(data)


def _look_at_start(upload: EvidenceUpload, data: bytes, by: User) -> None:
    """A program of 20 MB need not come whole to be refused."""
    try:
        require_start(data, upload.size)
    except EvidenceError:
        give_up(upload=upload, by=by)
        raise


def give_up(*, upload: EvidenceUpload, by: User) -> None:
    """Throws away what arrived of a file; what is attached stays. Raises Refused; twice is once."""
    require_progress(by, upload.measure)
    _delete(EvidenceUpload.objects.filter(pk=upload.pk, evidence=None))
    pieces.drop(upload.token)


def forget(now: datetime) -> int:
    """Deletes the uploads that nobody went on with, and the pieces that no upload waits for; how many uploads went."""
    count = _delete(EvidenceUpload.objects.filter(touched_at__lt=now - KEPT_FOR))
    coming = EvidenceUpload.objects.filter(kept__isnull=True, evidence=None).values_list("token", flat=True)
    pieces.sweep(lambda: {*coming.all()})
    return count


def _delete(uploads: QuerySet[EvidenceUpload]) -> int:
    """Deletes uploads with their pieces; how many rows went. They are held first: a piece comes in, or too late."""
    with transaction.atomic():
        held = [*uploads.select_for_update().values_list("pk", flat=True)]
        return EvidenceUpload.objects.filter(pk__in=held).delete()[0]
