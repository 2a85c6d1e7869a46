"""Time stamps (RFC 3161), each examined before it is used: a stamper may be down, slow, wrong or lying."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta

from asn1crypto import cms, core, tsp, x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pades.errors import FalseStamp, NoStamp, NoStamper
from pades.keys import demo_authority
from pades.keys.agency_keys import Key, Source

TRIES = 3
PAUSES = (0.0, 0.5, 1.0)  # seconds before each
TOLERANCE = timedelta(minutes=5)  # between the stamper's clock and ours
_DEMO_POLICY = "2.25.159483127430184510223184510327194885"  # of nobody: made of a random UUID


def source_of(key: Key, now: datetime) -> TimeStamper:
    """Who makes the time stamps of a key's signatures. Raises NoStamper."""
    if settings.TSA_URL:
        return HTTPTimeStamper(settings.TSA_URL, timeout=settings.TSA_TIMEOUT)
    if key.source is Source.DEMO:
        return DemoStamper(now)
    raise NoStamper("ยังไม่ได้กำหนดผู้ประทับเวลา โปรดให้ผู้ดูแลเครื่องแม่ข่ายตั้ง TSA_URL หรือเลือกระดับ B-B ที่ SIGNING_LEVEL")


class Examined(TimeStamper):
    """Asks a stamper up to three times, and hands on only stamps that are true at `now` by the given trust."""

    def __init__(self, source: TimeStamper, trust: ValidationContext, now: datetime) -> None:
        TimeStamper.__init__(self)
        self._source, self._trust, self._now = source, trust, now

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Raises NoStamp and FalseStamp."""
        nonce, request = TimeStamper.request_cms(self, message_digest, md_algorithm)
        token = await self._asked(request)
        try:
            await self._examine(token, message_digest, md_algorithm, nonce)
        except (SignatureValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise FalseStamp("คำตอบของผู้ประทับเวลาผิดรูปแบบ โปรดแจ้งผู้ให้บริการประทับเวลา") from error
        return token

    async def _asked(self, request: tsp.TimeStampReq) -> cms.ContentInfo:
        last: Exception | None = None
        for pause in PAUSES[:TRIES]:
            await asyncio.sleep(pause)
            try:
                return _granted(await self._source.async_request_tsa_response(request))
            except (TimestampRequestError, ValueError, TypeError, KeyError) as error:
                last = error
        raise NoStamp("ผู้ประทับเวลาไม่ตอบหรือปฏิเสธ เอกสารรอประทับเวลา ระบบจะลองใหม่เอง") from last

    async def _examine(self, token: cms.ContentInfo, digest: bytes, algorithm: str, nonce: int) -> None:
        signed = token["content"]
        info = signed["encap_content_info"]["content"].parsed
        imprint = info["message_imprint"]
        if imprint["hashed_message"].native != digest or imprint["hash_algorithm"]["algorithm"].native != algorithm:
            raise FalseStamp("ผู้ประทับเวลาตอบกลับด้วยตราของข้อมูลอื่น จึงไม่ใช้ โปรดแจ้งผู้ให้บริการประทับเวลา")
        if info["nonce"].native != nonce:
            raise FalseStamp("ผู้ประทับเวลาตอบกลับด้วยตราของคำขออื่น จึงไม่ใช้ โปรดแจ้งผู้ให้บริการประทับเวลา")
        if abs(info["gen_time"].native - self._now) > TOLERANCE:
            raise FalseStamp("เวลาของผู้ประทับเวลาต่างจากเครื่องแม่ข่ายเกิน 5 นาที จึงไม่ใช้ โปรดตรวจนาฬิกาของทั้งสองฝ่าย")
        found = await validate_tst_signed_data(signed, self._trust, lambda _: digest)
        if not (found["intact"] and found["valid"]):
            raise FalseStamp("ลายมือชื่อของผู้ประทับเวลาไม่ถูกต้อง จึงไม่ใช้ โปรดแจ้งผู้ให้บริการประทับเวลา")
        if found["trust_problem_indic"] is not None:
            raise FalseStamp("ไม่รู้จักผู้ประทับเวลานี้ โปรดวางใบรับรองของผู้ออกไว้ใน _trusted ของ SIGNING_DIR")


def _granted(response: tsp.TimeStampResp) -> cms.ContentInfo:
    status = response["status"]["status"].native
    if status not in ("granted", "granted_with_mods"):
        raise TimestampRequestError(f"the stamper answered {status}")
    return response["time_stamp_token"]


class DemoStamper(DummyTimeStamper):
    """The demonstration's time stamper, in this process; its clock shows `now`."""

    def __init__(self, now: datetime) -> None:
        key, certificate = demo_authority.stamper(now)
        _, issuer = demo_authority.authority(now)
        assert isinstance(key, rsa.RSAPrivateKey)
        self._key = key
        super().__init__(
            _asn1(certificate.public_bytes(Encoding.DER)),
            PrivateKeyInfo(),  # never looked at: _sign_tst_info is ours
            certs_to_embed=SimpleCertificateStore.from_certs([_asn1(issuer.public_bytes(Encoding.DER))]),
            fixed_dt=now.astimezone(UTC).replace(microsecond=0),
        )

    def _build_tst_info(self, message_imprint: tsp.MessageImprint, dt: datetime, req: tsp.TimeStampReq) -> tsp.TSTInfo:
        info = super()._build_tst_info(message_imprint, dt, req)
        info["policy"] = tsp.ObjectIdentifier(_DEMO_POLICY)
        return info

    def _sign_tst_info(self, tst_info_data: bytes, md_algorithm: str, dt: datetime) -> tuple[bytes, cms.CMSAttributes]:
        """As pyHanko's, by a key that was opened before, and naming its certificate by SHA-256 instead of SHA-1."""
        signed = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
                simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(self.tsa_cert)),
                simple_cms_attribute("message_digest", hashlib.sha256(tst_info_data).digest()),
            ]
        )
        return self._key.sign(signed.dump(), padding.PKCS1v15(), hashes.SHA256()), signed


def _asn1(der: bytes) -> x509.Certificate:
    return x509.Certificate.load(der)
