"""The two signatures on a frozen PDF: the reporter's certifies it, the approver's locks it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from pades import stamping
from pades.errors import Slow, Unusable
from pades.field_names import APPROVER, REPORTER
from pades.fields import UNSEEN, expect_empty
from pades.keys import agency_keys, validity
from pades.keys.agency_keys import Key
from pades.revision import Revision, contents
from pades.signing.level import Level

DIGEST = "sha256"
ARCHIVE = "Archive"  # the field of the last time stamp of B-LTA


@dataclass(frozen=True)
class Signatory:
    """In whose name a signature is made: as printed in the report, with what they did."""

    name: str
    post: str
    agency: str
    act: str

    @property
    def reason(self) -> str:
        """The reason that readers of the PDF show: whose certificate it is, and in whose name."""
        who = f"{self.name} {self.post}".strip()
        return f"{self.act} ลงลายมือชื่อดิจิทัลด้วยใบรับรองของหน่วยงาน ในนามของ {who}"


@dataclass(frozen=True)
class _Trust:
    """What was found out about the key before anything is written."""

    path: ValidationPath
    own: ValidationContext
    stampers: ValidationContext


def sign(
    pdf: bytes,
    *,
    reporter: Signatory,
    approver: Signatory,
    key: Key,
    level: Level,
    now: datetime,
    stamper: TimeStamper | None = None,
) -> bytes:
    """The PDF with both signatures, appended; the bytes before them stay. `stamper` is the configured one unless told.

    Raises WrongFields for a file that has not just its two empty fields, Unwritable for what is no PDF, and Unsigned's
    kinds; whichever it is, nothing was signed, and the level is never a lower one.
    """
    expect_empty(pdf)
    return asyncio.run(_in_time(_sign(pdf, reporter, approver, key, level, now, stamper)))


def longest() -> timedelta:
    """What a signature may take: some four stamps by a slow stamper, the issuers' lists, and a busy machine."""
    return timedelta(seconds=40 + 4 * settings.TSA_TIMEOUT)


async def _in_time(work: Coroutine[None, None, bytes]) -> bytes:
    try:
        async with asyncio.timeout(longest().total_seconds()) as end:
            return await work
    except TimeoutError as error:
        if not end.expired():
            raise
        raise Slow("ผู้ประทับเวลาหรือผู้ออกใบรับรองตอบช้าเกินไป ระบบจะลองใหม่เอง") from error


async def _sign(
    pdf: bytes,
    reporter: Signatory,
    approver: Signatory,
    key: Key,
    level: Level,
    now: datetime,
    stamper: TimeStamper | None,
) -> bytes:
    own, stampers = _contexts(key, level, now)
    async with aclosing(own), aclosing(stampers):
        trust = _Trust(await validity.check(key.certificate, own, now=now), own, stampers)
        clock = None
        if level.is_stamped:
            clock = stamping.Examined(stamper or stamping.source_of(key, now), stampers, now)
            await clock.async_dummy_response(DIGEST)  # before the key is opened: the stamper may not answer
        try:
            with key.opened() as hand:
                pdf = await _append(pdf, REPORTER, reporter, hand, clock, now)
                pdf = await _append(pdf, APPROVER, approver, hand, clock, now)
        except SigningError as error:
            raise Unusable("ลงนามด้วยใบรับรองนี้ไม่ได้ โปรดทดสอบในหน้าตั้งค่าใบรับรอง") from error
        if clock is not None and level.is_long_term:
            pdf = await _with_proofs(pdf, trust, clock)
        if clock is not None and level is Level.B_LTA:
            pdf = await _with_last_stamp(pdf, trust, clock)
    return pdf


def _contexts(key: Key, level: Level, now: datetime) -> tuple[ValidationContext, ValidationContext]:
    """How the signer's certificate is checked, and how the stampers': an agency's own lists always count."""
    moment = now if key.source is agency_keys.Source.DEMO else None  # its clock is ours, and its lists are made here
    lasting, known = level.is_long_term, agency_keys.roots()
    own = validity.context(known, key.chain, key.lists, required=lasting or bool(key.lists), moment=moment)
    return own, validity.context(known, key.chain, key.lists, required=lasting, moment=moment)


async def _append(
    pdf: bytes, field: str, whose: Signatory, hand: Signer, clock: TimeStamper | None, now: datetime
) -> bytes:
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        name=f"{whose.name} {whose.post}".strip(),
        location=whose.agency,
        reason=whose.reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=field == REPORTER,
        docmdp_permissions=MDPPerm.FILL_FORMS if field == REPORTER else MDPPerm.NO_CHANGES,
    )
    out = io.BytesIO()
    signer = _AtTime(meta, hand, timestamper=clock)
    signer.now = now
    await signer.async_sign_pdf(Revision(pdf), existing_fields_only=True, output=out)
    return out.getvalue()


class _AtTime(PdfSigner):
    """Writes `now` as the time that the signature claims, where pyHanko reads the clock."""

    now: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.now
        return session


async def _with_proofs(pdf: bytes, trust: _Trust, clock: TimeStamper) -> bytes:
    """Appends the certificates and lists that show, years from now, that all was in order today."""
    file = Revision(pdf)
    paths = [trust.path, *[path async for path in clock.validation_paths(trust.stampers)]]
    DocumentSecurityStore.supply_dss_in_writer(
        file,
        None,
        paths=paths,
        crls=[*trust.own.crls, *trust.stampers.crls],
        ocsps=[*trust.own.ocsps, *trust.stampers.ocsps],
    )
    return contents(file)


async def _with_last_stamp(pdf: bytes, trust: _Trust, clock: TimeStamper) -> bytes:
    """Appends the time stamp over the whole file, which later ones can renew."""
    file: IncrementalPdfFileWriter = Revision(pdf)
    out = io.BytesIO()
    stamper = PdfTimeStamper(
        clock, field_name=ARCHIVE, invis_settings=UNSEEN, readable_field_name="ตราประทับเวลาเพื่อเก็บรักษา"
    )
    known = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    await stamper.async_timestamp_pdf(file, DIGEST, trust.stampers, output=out, dss_settings=known)
    return out.getvalue()
