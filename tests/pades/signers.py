"""Signatures that the portal would not make: by others' keys, at other times, in other fields."""

from __future__ import annotations

import asyncio
import io
from datetime import datetime
from pathlib import Path

from asn1crypto import cms
from django.test import override_settings
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings

from pades.examination.found import Roots
from pades.field_names import APPROVER, REPORTER
from pades.keys import agency_keys
from pades.revision import Revision
from pades.signing.level import Level
from pades.signing.signatures import Signatory, sign
from pades.stamping import DemoStamper

AGENCY = "champa"
PERSON = Signatory("นายสมศักดิ์ เที่ยงธรรม", "นายก", "หน่วยงาน", "อนุมัติ")


def signed_at(place: Path, pdf: bytes, now: datetime, level: Level = Level.B_B) -> bytes:
    """Both signatures by the demonstration's keys in a folder, made there when there are none."""
    with override_settings(SIGNING_DIR=place, SIGNING_DEMO=True):
        key = agency_keys.key_of(AGENCY, now=now)
        return sign(pdf, reporter=PERSON, approver=PERSON, key=key, level=level, now=now)


def roots_of(place: Path, now: datetime) -> Roots:
    """What an installation with that folder trusts."""
    with override_settings(SIGNING_DIR=place, SIGNING_DEMO=True):
        return Roots(tuple(each.dump() for each in agency_keys.roots()), now)


def signed_in(place: Path, pdf: bytes, field: str, now: datetime, *, certifies: bool = False) -> bytes:
    """One signature as a viewer makes it, in a field that is made where there is none."""
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certifies,
        docmdp_permissions=MDPPerm.FILL_FORMS if certifies else MDPPerm.NO_CHANGES,
    )
    new = None if field in (REPORTER, APPROVER) else SigFieldSpec(field, invis_sig_settings=InvisSigSettings())
    out = io.BytesIO()
    with override_settings(SIGNING_DIR=place, SIGNING_DEMO=True), agency_keys.key_of(AGENCY, now=now).opened() as hand:
        PdfSigner(meta, hand, new_field_spec=new).sign_pdf(Revision(pdf), output=out)
    return out.getvalue()


def stamped_again(place: Path, pdf: bytes, now: datetime) -> bytes:
    """Another time stamp of the whole document by the demonstration's stamper, as anybody's program appends one."""
    out = io.BytesIO()
    with override_settings(SIGNING_DIR=place, SIGNING_DEMO=True):
        stamper = PdfTimeStamper(DemoStamper(now), field_name="Again", invis_settings=InvisSigSettings())
        asyncio.run(stamper.async_timestamp_pdf(Revision(pdf), "sha256", output=out, dss_settings=_NO_PROOFS))
    return out.getvalue()


_NO_PROOFS = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)


def by_another_customer(place: Path, pdf: bytes, now: datetime) -> bytes:
    """Both signatures by a certificate of the same authority that another agency has."""
    with override_settings(SIGNING_DIR=place, SIGNING_DEMO=True):
        key = agency_keys.key_of("thief", now=now)
        return sign(pdf, reporter=PERSON, approver=PERSON, key=key, level=Level.B_B, now=now)


def with_value(pdf: bytes, at: slice, value: cms.ContentInfo | bytes) -> bytes:
    """The file with another value in a signature's gap, padded to the same length."""
    data = value if isinstance(value, bytes) else value.dump()
    filled = data.hex().upper().encode().ljust(at.stop - at.start - 2, b"0")
    return pdf[: at.start] + b"<" + filled + b">" + pdf[at.stop :]
