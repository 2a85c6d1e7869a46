"""A head kept outside the database: the only witness against a chain that was rewritten whole."""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from audit.facts import canonical

FORMAT = "ita-audit-head-1"
_LARGEST = 4096  # bytes; a head has some 120
# Other files that carry a head, by how they begin: whoever writes such files adds how they are read. A reader takes the
# file and raises HeadFileError.
CARRIERS: dict[bytes, Callable[[Path], "Head"]] = {}


class HeadFileError(ValueError):
    """A Thai sentence that says what is wrong with the file."""


class Head(NamedTuple):
    """The last event's number and hash; 0 and 64 zeros before the first."""

    seq: int
    hash: str


def read_head(path: Path) -> Head:
    """The head that `write_head` kept, or that a carrier carries. Raises HeadFileError for any other file."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise HeadFileError(f"เปิดแฟ้ม {path} ไม่ได้: {_reason(error)}") from error
    for begins, read in CARRIERS.items():
        if content.startswith(begins):
            return read(path)
    try:
        return _head(content)
    except (ValueError, RecursionError) as error:
        raise HeadFileError(f"แฟ้ม {path} ไม่ใช่ค่ายืนยันท้ายบันทึก ต้องเป็นแฟ้มที่ได้จากคำสั่ง verify_audit --write-head") from error


def refuse_to_forget(path: Path, held_to: Path | None) -> None:
    """Raises HeadFileError where a kept head would be replaced without the chain having been held to it."""
    try:
        forgets = path.exists() and not (held_to and held_to.exists() and path.samefile(held_to))
    except OSError as error:
        raise HeadFileError(f"เปิดแฟ้ม {path} ไม่ได้: {_reason(error)}") from error
    if forgets:
        raise HeadFileError(f"มีแฟ้ม {path} อยู่แล้ว จะแทนที่ได้เมื่อเทียบกับแฟ้มนั้นก่อน: เพิ่ม --against {path}")


def write_head(path: Path, head: Head) -> None:
    """Replaces the file in one step, so that a kept head is never half written. Raises HeadFileError."""
    text = canonical({"format": FORMAT, "seq": head.seq, "hash": head.hash}) + "\n"
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise HeadFileError(f"เขียนแฟ้ม {path} ไม่ได้: {_reason(error)}") from error


def _head(content: bytes) -> Head:
    if len(content) > _LARGEST:
        raise ValueError("too long")
    kept = json.loads(content.decode())
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise ValueError("another format")
    seq, hash_ = kept.get("seq"), kept.get("hash")
    if type(seq) is not int or seq < 0:
        raise ValueError("seq")
    if not isinstance(hash_, str) or len(hash_) != 64 or not set(hash_) <= set("0123456789abcdef"):
        raise ValueError("hash")
    return Head(seq, hash_)


def _reason(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "ไม่พบแฟ้มหรือโฟลเดอร์นี้",
        IsADirectoryError: "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม",
        NotADirectoryError: "ไม่พบแฟ้มหรือโฟลเดอร์นี้",
        PermissionError: "ไม่มีสิทธิ์",
    }
    return reasons.get(type(error), "ระบบแฟ้มขัดข้อง")
