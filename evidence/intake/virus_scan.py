"""Files are shown to ClamAV's daemon where the operator runs one; what it can't look at is not taken.

Its INSTREAM command is spoken here: the library `clamd` of PyPI was last released in 2014 and does no more than these
lines, without a bound on time.
"""

from __future__ import annotations

import logging
import re
import socket
import struct

from evidence.intake.kinds import EvidenceError, NotNow

SECONDS = 30  # for the whole answer to one piece of what is sent, or to all of it
_PIECE = 64 * 1024
_LONGEST_ANSWER = 1000
_NAME = re.compile(rb"stream: ([\x21-\x7e]{1,100}) FOUND")
_UNAVAILABLE = "ขณะนี้ตรวจไวรัสไม่ได้ ระบบจึงยังไม่รับไฟล์ โปรดลองอีกครั้งในอีกสักครู่ หากยังไม่ได้โปรดแจ้งผู้ดูแลการติดตั้งระบบ"
log = logging.getLogger(__name__)


def require_clean(data: bytes, address: str) -> None:
    """Raises EvidenceError for a file in which clamd at the address finds something, NotNow where it doesn't answer.

    The address is the path of a socket, or host:port.
    """
    try:
        answer = _ask(data, address)
    except (OSError, ValueError) as error:
        log.error("clamd at %s does not answer: %s", address, error)
        raise NotNow(_UNAVAILABLE) from error
    found = _NAME.fullmatch(answer)
    if found:
        name = found[1].decode()
        log.warning("clamd found %s in a file that was sent", name)
        raise EvidenceError(f"พบไวรัสหรือโปรแกรมอันตรายในไฟล์นี้ ({name}) จึงไม่รับ โปรดตรวจเครื่องที่ใช้ และใช้ไฟล์อื่น")
    if answer != b"stream: OK":
        log.error("clamd at %s answers %r", address, answer[:_LONGEST_ANSWER])
        raise NotNow(_UNAVAILABLE)


def _ask(data: bytes, address: str) -> bytes:
    """What clamd answers, without the end of the line. Raises OSError, ValueError for what is no address."""
    with _connected(address) as way:
        way.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            way.sendall(struct.pack("!L", len(piece)) + piece)
        way.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER and (more := way.recv(_LONGEST_ANSWER)):
            answer += more
    return answer.rstrip(b"\0\n ")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        way = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        way.settimeout(SECONDS)
        try:
            way.connect(address)
        except OSError:
            way.close()
            raise
        return way
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
