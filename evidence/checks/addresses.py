"""Addresses that can prove nothing to an assessor: of examples and tests, of one's own network, behind a sign-in.

What is read here is the address alone; nothing is opened.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from evidence.checks.doubt import Doubt, Piece

_EXAMPLES = re.compile(r"(^|\.)(example|invalid|test|localhost|local|internal|lan)(\.(com|org|net|co\.th|go\.th))?$")
_TRIAL = re.compile(r"(^|\.)(test|dev|staging|stage|uat|demo|sandbox|beta|preview)[0-9]*[.-]")
_PLAIN_NUMBER = re.compile(r"(0x)?[0-9a-f.]+", re.ASCII)
# Shares of these open to whom the owner lets in, which is nobody unless they chose otherwise.
_SHARED = (
    *("drive.google.com", "docs.google.com", "photos.google.com", "photos.app.goo.gl", "forms.gle"),
    *("onedrive.live.com", "1drv.ms", "sharepoint.com", "dropbox.com", "icloud.com"),
    *("facebook.com", "fb.com", "fb.watch", "instagram.com", "line.me"),
)


def placeholder(piece: Piece) -> Iterator[Doubt]:
    """A doubt about an address that stands for another, or opens within one network alone."""
    if not piece.address:
        return
    host = _host(piece.address)
    if piece.address.rstrip("/").endswith("#"):
        message = "ลิงก์นี้ลงท้ายด้วย “#” จึงเปิดไปที่ต้นหน้าหรือไม่ไปที่ใด โปรดเปิดหน้าที่ต้องการแล้วคัดลอกที่อยู่เต็มมาแทน"
    elif _EXAMPLES.search(host) or _is_private(host):
        message = (
            f"ลิงก์นี้ชี้ไปที่ “{host}” ซึ่งเป็นที่อยู่ตัวอย่างหรือเปิดได้เฉพาะเครือข่ายภายใน ผู้ประเมินจะเปิดไม่ได้ โปรดใส่ที่อยู่จริงของเว็บไซต์หน่วยงาน"
        )
    elif _TRIAL.search(host):
        message = f"ลิงก์นี้ชี้ไปที่ “{host}” ซึ่งน่าจะเป็นเว็บไซต์ทดลอง โปรดใส่ที่อยู่ของเว็บไซต์ที่ประชาชนใช้จริง"
    else:
        return
    yield Doubt("placeholder", message, (piece.address,))


def shared(piece: Piece) -> Iterator[Doubt]:
    """A doubt about a share of a service that asks strangers to sign in, unless its owner opened it to all."""
    host = _host(piece.address) if piece.address else ""
    if any(host == each or host.endswith(f".{each}") for each in _SHARED):
        message = (
            f"ลิงก์นี้เปิดจาก {host} ซึ่งอาจขอให้ลงชื่อเข้าใช้ก่อน โปรดลองเปิดในหน้าต่างไม่ระบุตัวตน "
            "หากเปิดไม่ได้ โปรดตั้งค่าให้ทุกคนที่มีลิงก์ดูได้ หรือแนบไฟล์แทน"
        )
        yield Doubt("shared", message, (piece.address,))


def _host(address: str) -> str:
    """The host in small letters; what can't be read has none, which is no host of the public's either."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def _is_private(host: str) -> bool:
    """Whether a host opens to nobody outside: no domain at all, or a number that no public network has."""
    if "." not in host and ":" not in host:
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return _PLAIN_NUMBER.fullmatch(host) is not None
