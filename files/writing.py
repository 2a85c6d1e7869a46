"""The one way in which the portal writes a file that must never be half there: beside, synced, then under its name.

Whatever goes wrong, the part that was written is removed; only a machine that stops in the middle leaves it, under a
name that begins with a dot and PART.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PART = ".new-"
PRIVATE = 0o600  # for the portal's own user alone
ORDINARY = 0o666  # as readable as any new file: the system's mask decides

_REASONS = {
    FileNotFoundError: "ไม่พบแฟ้มหรือโฟลเดอร์นี้",
    NotADirectoryError: "ไม่พบโฟลเดอร์นี้",
    IsADirectoryError: "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม",
    PermissionError: "ไม่มีสิทธิ์เข้าถึง",
}
_NUMBERS = {
    errno.ENAMETOOLONG: "ชื่อแฟ้มยาวเกินไป",
    errno.ELOOP: "ทางลัดของแฟ้มวนกลับมาที่เดิม",
    errno.ENOSPC: "เนื้อที่เต็ม",
    errno.EDQUOT: "เนื้อที่เต็ม",
    errno.EROFS: "ที่เก็บนี้อ่านได้อย่างเดียว",
}


def replace(path: Path, data: bytes, *, mode: int) -> None:
    """Puts a file under a name, in place of what was there; it survives a crash of the machine. Raises OSError."""
    with _written_beside(path, data, mode) as part:
        part.replace(path)
    sync_folder(path.parent)


def create(path: Path, data: bytes, *, mode: int) -> bool:
    """Puts a file under a name that is still free; whether it was. Of two who come at once, one. Raises OSError."""
    with _written_beside(path, data, mode) as part:
        try:
            os.link(part, path)
        except FileExistsError:
            return False
    sync_folder(path.parent)
    return True


def reason(error: OSError) -> str:
    """The system's reason in Thai where it is a common one."""
    return _REASONS.get(type(error)) or _NUMBERS.get(error.errno or 0) or f"({error.strerror})"


@contextmanager
def _written_beside(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """The bytes on disk under a name that nobody looks for; gone at the end, if it is still there."""
    part = path.with_name(f"{PART}{secrets.token_hex(8)}")
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        with suppress(OSError, ValueError):  # what went wrong before is what is to be told
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Writes the folder to disk: until then a new name in it may be lost."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
