"""What an operator puts into the folders of keys, looked over when it is read: whatever is wrong names its file."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem, x509
from cryptography.x509 import load_der_x509_crl
from django.conf import settings

from pades.errors import NoKey, unreadable
from pades.keys.certificates import facts, weaknesses

# What asn1crypto raises for what is no certificate, now or when a part of it is looked at.
GARBAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def may_exist(path: Path) -> bool:
    """Whether there is something of that name; what we are not let to see may be, and is said when it is opened."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def sound_certificate(der: bytes, name: str) -> x509.Certificate:
    """The certificate, once all that is ever asked of it could be read. Raises NoKey."""
    try:
        found = x509.Certificate.load(der, strict=True)
        facts(found), weaknesses(found), found.self_signed, found.ca, found.issuer_serial
    except GARBAGE as error:
        raise unreadable(name) from error
    return found


def certificates_in(path: Path) -> list[x509.Certificate]:
    """The certificates of a PEM file; none where it isn't there. Raises NoKey."""
    try:
        parts = list(pem.unarmor(path.read_bytes(), multiple=True))
    except FileNotFoundError:
        return []
    except (OSError, *GARBAGE) as error:
        raise unreadable(path.name) from error
    return [sound_certificate(data, path.name) for kind, _, data in parts if kind == "CERTIFICATE"]


def lists_in(folder: Path) -> tuple[bytes, ...]:
    """The lists of revoked certificates beside a key, in DER. Raises NoKey: one that was damaged hides who is on it."""
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix == ".crl")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unreadable(folder.name) from error
    return tuple(_list(path) for path in files)


def _list(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        load_der_x509_crl(der)
    except (OSError, *GARBAGE) as error:
        raise unreadable(path.name) from error
    return bytes(der)


def filled_in(setting: str, agency_slug: str) -> str:
    """A setting with the agency's slug for `{agency}`. Raises NoKey for any other placeholder."""
    try:
        return str(getattr(settings, setting)).format(agency=agency_slug)
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise NoKey(f"ค่า {setting} ใช้ได้เฉพาะ {{agency}} ในวงเล็บปีกกา โปรดให้ผู้ดูแลเครื่องแม่ข่ายแก้ค่า") from error


def secret(setting: str, agency_slug: str) -> str:
    """The first line of the file that a setting names; "" where it names none. Raises NoKey."""
    path = filled_in(setting, agency_slug)
    if not path:
        return ""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        # Without its cause, which holds the bytes of the secret.
        raise NoKey(f"ไฟล์ที่ {setting} ระบุไม่ใช่ข้อความ UTF-8 โปรดให้ผู้ดูแลเครื่องแม่ข่ายแก้ไฟล์") from None
    except (OSError, ValueError) as error:
        raise NoKey(f"อ่านไฟล์ที่ {setting} ระบุไม่ได้ โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจสิทธิ์ของไฟล์") from error
    if not lines or not lines[0]:
        raise NoKey(f"ไฟล์ที่ {setting} ระบุว่างเปล่า โปรดให้ผู้ดูแลเครื่องแม่ข่ายใส่รหัสในบรรทัดแรก")
    return lines[0]
