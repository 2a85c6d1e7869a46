"""Whether a certificate may sign: whether it holds, leads to a root, and its issuer did not revoke it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from pades.errors import Unasked, Unusable
from pades.keys.certificates import weaknesses
from thai.dates import format_moment


def context(
    roots: Iterable[x509.Certificate],
    chain: Iterable[x509.Certificate],
    lists: Iterable[bytes],
    *,
    required: bool,
    moment: datetime | None,
) -> ValidationContext:
    """How certificates are checked: by roots, issuers and the lists of revoked certificates at hand.

    `required` asks of each certificate that it be on no list; otherwise only of those that name a place to ask at.
    Without a `moment` it is now, and such places are asked; the operator's own certificates name them, no stranger's.
    """
    return ValidationContext(
        trust_roots=list(roots),
        other_certs=list(chain),
        moment=moment,
        allow_fetching=moment is None,
        crls=list(lists),
        revocation_mode="require" if required else "hard-fail",
    )


async def check(certificate: x509.Certificate, by: ValidationContext, *, now: datetime) -> ValidationPath:
    """The way from a root down to the certificate, if it may sign at `now`. Raises Unusable and Unasked."""
    weak = weaknesses(certificate)
    if weak:
        raise Unusable(f"ใบรับรองไม่แข็งแรงพอ: {' '.join(weak)} โปรดขอใบรับรองใหม่")
    if now > certificate.not_valid_after:
        raise Unusable(f"ใบรับรองหมดอายุเมื่อ {format_moment(certificate.not_valid_after)} โปรดติดตั้งใบรับรองใหม่")
    if now < certificate.not_valid_before:
        raise Unusable(f"ใบรับรองเริ่มใช้ได้ {format_moment(certificate.not_valid_before)} โปรดตรวจนาฬิกาของเครื่องแม่ข่าย")
    usage = certificate.key_usage_value
    if usage is not None and "non_repudiation" not in usage.native:
        raise Unusable("ใบรับรองนี้ไม่ได้ออกไว้สำหรับลงลายมือชื่อ (ไม่มี non-repudiation) โปรดใช้ใบรับรองอื่น")
    try:
        path = await CertificateValidator(certificate, validation_context=by).async_validate_path()
    except (ValidationError, PathBuildingError) as error:
        raise _in_thai(error) from error
    except (ValueError, TypeError, KeyError) as error:  # of asn1crypto, which reads each part when it is asked for
        raise Unusable("สายใบรับรองหรือรายการเพิกถอนผิดรูปแบบ โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจ chain.pem และไฟล์ .crl") from error
    return path


def _in_thai(error: Exception) -> Unusable | Unasked:
    match error:
        case RevokedError():
            return Unusable("ใบรับรองถูกเพิกถอนแล้ว ใช้ลงนามไม่ได้ โปรดติดตั้งใบรับรองใหม่")
        case ExpiredError() | NotYetValidError():
            return Unusable("ใบรับรองของผู้ออกหมดอายุหรือยังไม่เริ่มใช้ โปรดวางสายใบรับรองที่ใช้ได้ไว้ใน chain.pem")
        case InsufficientRevinfoError():
            return Unasked("ยังตรวจไม่ได้ว่าใบรับรองถูกเพิกถอนหรือไม่ ระบบจะลองใหม่เอง")
        case _:
            return Unusable("ไม่พบสายใบรับรองไปถึงผู้ออกที่รู้จัก โปรดวางใบรับรองของผู้ออกไว้ใน chain.pem")
