"""Addresses that can prove nothing to an assessor: of examples and tests, of one's own network, of another agency.

What is read here is the address alone; what became of opening it is for `links`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from accounts.websites import host_of, site_of
from evidence.checks.doubt import Doubt, Piece

_EXAMPLES = re.compile(r"(^|\.)(example|invalid|test|localhost|local|internal|lan)(\.(com|org|net|co\.th|go\.th))?$")
_TRIAL = re.compile(r"(^|\.)(test|dev|staging|stage|uat|demo|sandbox|beta|preview)[0-9]*[.-]")
_PLAIN_NUMBER = re.compile(r"(0x)?[0-9a-f.]+", re.ASCII)


def placeholder(piece: Piece) -> Iterator[Doubt]:
    """A doubt about an address that stands for another, or opens within one network alone."""
    if not piece.address:
        return
    host = host_of(piece.address)
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


def of_another_agency(piece: Piece) -> Iterator[Doubt]:
    """A doubt about an address on the website of another agency of this portal."""
    if piece.owner:
        message = (
            f"ลิงก์นี้อยู่ในเว็บไซต์ของ{piece.owner} ไม่ใช่ของหน่วยงานท่าน โปรดตรวจว่าคัดลอกที่อยู่ถูกต้อง และใส่ลิงก์ของเว็บไซต์หน่วยงานท่านแทน"
        )
        yield Doubt("other_agency", message, (site_of(piece.address), piece.owner))


def _is_private(host: str) -> bool:
    """Whether a host opens to nobody outside: no domain at all, or a number that no public network has."""
    if "." not in host and ":" not in host:
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return _PLAIN_NUMBER.fullmatch(host) is not None
