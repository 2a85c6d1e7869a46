"""Links that the portal opened as a stranger would: dead ones, doors instead of pages, and what it couldn't open."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.websites import host_of, is_shared
from evidence.checks.doubt import Doubt, Piece
from evidence.opening.seen import THIS_TIME, Seen
from thai.dates.showing import format_date

ENOUGH_DAYS = 3  # on so many different days a page couldn't be opened before that is a doubt
_STATUSES = {
    401: "ต้องลงชื่อเข้าใช้",
    403: "ไม่อนุญาตให้เปิด",
    404: "ไม่พบหน้านี้",
    410: "หน้านี้ถูกลบแล้ว",
    500: "เว็บไซต์ขัดข้อง",
}
_ANSWERS = {
    Seen.SIGN_IN: "พบหน้าให้ลงชื่อเข้าใช้แทนเนื้อหา",
    Seen.EMPTY: "พบหน้าว่าง ไม่มีเนื้อหา",
    Seen.LOOPS: "ถูกส่งต่อไปที่อยู่อื่นวนไปมาไม่จบ",
    Seen.STRANGE: "พบว่าไม่ใช่ที่อยู่ของหน้าเว็บที่เปิดได้",
    Seen.NOT_PUBLIC: "พบว่าเว็บไซต์นี้อยู่ในเครือข่ายภายใน คนภายนอกเปิดไม่ได้",
    Seen.CERTIFICATE: "พบว่าใบรับรองความปลอดภัย (https) ของเว็บไซต์ใช้ไม่ได้",
}
_REASONS = {
    Seen.BUSY: "เว็บไซต์แจ้งว่าไม่พร้อมให้บริการ",
    Seen.NO_HOST: "หาเว็บไซต์ชื่อนี้ไม่พบ",
    Seen.NO_ANSWER: "เว็บไซต์ไม่ตอบในเวลาที่กำหนด",
}
_LOOK = "โปรดลองเปิดในหน้าต่างไม่ระบุตัวตน"
_CURE = f"{_LOOK} หากเปิดไม่ได้ โปรดใส่ที่อยู่ใหม่หรือแนบไฟล์แทน"


def dead(piece: Piece) -> Iterator[Doubt]:
    """A doubt about a link behind which a stranger finds no page; a door before a share is for `shared`."""
    seen = piece.opened.seen
    what = _answer(piece.opened.status) if seen == Seen.REFUSES else _ANSWERS.get(seen, "")
    if what and not _is_closed_share(piece):
        message = f"ระบบลองเปิดลิงก์นี้โดยไม่ลงชื่อเข้าใช้{_when(piece)} {what} {_CURE}"
        yield Doubt("dead_link", message, (piece.address, seen, str(piece.opened.status)))


def not_opened(piece: Piece) -> Iterator[Doubt]:
    """A doubt about what couldn't be opened on three days, or at the last try before the measure went on."""
    seen = piece.opened.seen
    if seen not in THIS_TIME or (piece.days < ENOUGH_DAYS and not piece.is_handed_in):
        return
    tried = f"ลองแล้ว {piece.days} วัน ครั้งล่าสุด" if piece.days > 1 else ""
    message = f"ระบบยังเปิดลิงก์นี้ไม่ได้ {tried}{_when(piece)} {_REASONS[seen]} อาจเป็นเหตุชั่วคราว ระบบจะลองใหม่ภายหลัง {_CURE}"
    yield Doubt("not_opened", message, (piece.address,))


def shared(piece: Piece) -> Iterator[Doubt]:
    """A doubt about a share that asks strangers to sign in, or may do so as long as nobody tried."""
    host = host_of(piece.address) if piece.address else ""
    if not is_shared(host) or piece.opened.seen == Seen.OPENS:
        return
    if _is_closed_share(piece):
        what = f"ระบบลองเปิดลิงก์นี้โดยไม่ลงชื่อเข้าใช้{_when(piece)} พบว่า {host} ขอให้ลงชื่อเข้าใช้หรือขอสิทธิ์ก่อน"
        cure = "ผู้ประเมินจะเปิดไม่ได้ โปรดตั้งค่าให้ทุกคนที่มีลิงก์ดูได้ หรือแนบไฟล์แทน"
    elif piece.opened.seen in {Seen.WAITING, Seen.NOT_TRIED, *THIS_TIME}:
        what = f"ลิงก์นี้เปิดจาก {host} ซึ่งอาจขอให้ลงชื่อเข้าใช้ก่อน"
        cure = f"{_LOOK} หากเปิดไม่ได้ โปรดตั้งค่าให้ทุกคนที่มีลิงก์ดูได้ หรือแนบไฟล์แทน"
    else:
        return
    yield Doubt("shared", f"{what} {cure}", (piece.address, *(["closed"] if _is_closed_share(piece) else [])))


def _is_closed_share(piece: Piece) -> bool:
    return piece.opened.seen == Seen.SIGN_IN and is_shared(host_of(piece.address))


def _answer(status: int) -> str:
    words = _STATUSES.get(status, "ไม่ได้แสดงหน้าตามปกติ")
    return f"เว็บไซต์ตอบว่า{words} (รหัส {status})"


def _when(piece: Piece) -> str:
    return f"เมื่อ {format_date(piece.opened_on)}" if piece.opened_on else ""
