"""Keys that never leave a device: tokens behind a PKCS#11 module."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pkcs11
from asn1crypto import x509
from django.core.cache import cache
from pkcs11 import Attribute, ObjectClass
from pkcs11.exceptions import (
    MultipleTokensReturned,
    NoSuchToken,
    PinExpired,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer

from pades.errors import Hidden, Locked, NoKey, NoRoom
from pades.keys.key_files import sound_certificate

# A token knows one sign-in a process: whoever comes second waits.
_one_at_a_time = threading.Lock()


_REFUSED = (
    "PIN ของอุปกรณ์เก็บกุญแจไม่ถูกต้อง ระบบจะไม่ลอง PIN เดิมซ้ำ เพื่อไม่ให้อุปกรณ์ล็อก "
    "โปรดให้ผู้ดูแลเครื่องแม่ข่ายแก้ไฟล์ที่ PKCS11_PIN_FILE ระบุ แล้วลองอีกครั้ง"
)


@dataclass(frozen=True)
class Pin:
    """A PIN, and which writing of which file it comes from: once refused, it is not tried again until that changes."""

    text: str = field(repr=False)
    writing: str

    def refused_at(self, module: Path, label: str) -> str:
        """Where it is kept, for all processes, that a token refused this writing; nothing of the PIN is in it."""
        writing = f"{module}\n{label}\n{self.writing}"
        return f"pin-refused-{hashlib.sha256(writing.encode()).hexdigest()}"


_NO_ROOM = "ยังไม่ได้ลอง PIN เพราะเนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม โปรดแจ้งผู้ดูแลเครื่องแม่ข่าย เมื่อมีเนื้อที่แล้วระบบจะลงนามเอง"


def _see_that_a_refusal_can_be_kept(place: str) -> None:
    """Raises Locked for a PIN that was refused, and NoRoom where a refusal couldn't be written down: then the next
    try would be with the same PIN, until the token locks.
    """
    if cache.get(place):
        raise Locked(_REFUSED)
    try:
        cache.set(place, False, None)
    except OSError as error:
        raise NoRoom(_NO_ROOM) from error
    if cache.get(place) is None:  # a cache in the database keeps nothing, without a word
        raise NoRoom(_NO_ROOM)


@contextmanager
def opened(module: Path, label: str, pin: Pin | None) -> Iterator[pkcs11.Session]:
    """A session at the token of that label; without a PIN it sees only what the token shows to everybody.

    Raises NoKey, Locked for a PIN that doesn't open it, and NoRoom.
    """
    with _one_at_a_time:
        if pin is not None:
            _see_that_a_refusal_can_be_kept(pin.refused_at(module, label))
        try:
            token = pkcs11.lib(str(module)).get_token(token_label=label)
            session = token.open() if pin is None else token.open(user_pin=pin.text)
        except (PinIncorrect, PinInvalid, PinLenRange) as error:
            if pin is not None:
                cache.set(pin.refused_at(module, label), True, None)
            raise Locked(_REFUSED) from error
        except (PinLocked, PinExpired) as error:
            raise Locked("อุปกรณ์เก็บกุญแจถูกล็อกเพราะใส่ PIN ผิดหลายครั้ง โปรดให้ผู้ดูแลอุปกรณ์ปลดล็อก") from error
        except (NoSuchToken, MultipleTokensReturned) as error:
            raise NoKey(f"ไม่พบอุปกรณ์เก็บกุญแจชื่อ {label} โปรดเสียบอุปกรณ์หรือตรวจ PKCS11_TOKEN") from error
        except (PKCS11Error, RuntimeError, OSError) as error:
            raise NoKey("ใช้อุปกรณ์เก็บกุญแจไม่ได้ โปรดตรวจ PKCS11_MODULE และการเชื่อมต่ออุปกรณ์") from error
        try:
            yield session
        except PKCS11Error as error:
            raise NoKey("อุปกรณ์เก็บกุญแจหยุดตอบระหว่างลงนาม โปรดตรวจการเชื่อมต่ออุปกรณ์ แล้วลองอีกครั้ง") from error
        finally:
            with suppress(PKCS11Error):  # it may be gone
                session.close()


def certificate(session: pkcs11.Session) -> x509.Certificate:
    """The certificate that belongs to the token's key. Raises NoKey where there isn't just one such pair."""
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True}))
    if len(keys) != 1:
        raise NoKey("อุปกรณ์เก็บกุญแจต้องมีกุญแจลงนามหนึ่งดอกเท่านั้น")
    query = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.ID: keys[0][Attribute.ID]}
    found = [each[Attribute.VALUE] for each in session.get_objects(query)]
    if len(found) != 1:
        raise NoKey("อุปกรณ์เก็บกุญแจไม่มีใบรับรองของกุญแจลงนาม (ต้องมี ID เดียวกัน)")
    return sound_certificate(found[0], "ใบรับรองในอุปกรณ์")


def shown(session: pkcs11.Session) -> x509.Certificate:
    """The one certificate of a holder, not of an issuer, that a token shows without a PIN. Raises Hidden."""
    query = {Attribute.CLASS: ObjectClass.CERTIFICATE}
    found = [sound_certificate(each[Attribute.VALUE], "ใบรับรองในอุปกรณ์") for each in session.get_objects(query)]
    holders = [each for each in found if not each.ca]
    if len(holders) != 1:
        raise Hidden("อุปกรณ์เก็บกุญแจไม่แสดงใบรับรองโดยไม่ใช้ PIN จะตรวจใบรับรองเมื่อลงนามหรือทดสอบลงนาม")
    return holders[0]


def signer(session: pkcs11.Session, own: x509.Certificate, chain: tuple[x509.Certificate, ...]) -> Signer:
    """Signs by the token's only key."""
    key = next(iter(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True})))
    return PKCS11Signer(
        session,
        signing_cert=own,
        ca_chain=chain,
        key_id=key[Attribute.ID],
        # Not all tokens hash for elliptic curves: SoftHSM does not.
        use_raw_mechanism=own.public_key.algorithm == "ec",
    )
