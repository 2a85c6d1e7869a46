"""A head kept outside the database: the only witness against a chain that was rewritten whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from audit.facts import canonical
from files import writing

FORMAT = "ita-audit-head-1"
# Under this name a file about something else, such as a report's provenance, carries the head of its day.
CARRIED = "audit_head"
_LARGEST = 1_000_000  # bytes; a head has some 120, a report's provenance with hundreds of files some 100 kB
# Other files that carry a head, by how they begin: whoever writes such files adds how they are read. A reader takes the
# file and raises HeadFileError.
CARRIERS: dict[bytes, Callable[[Path], "Head"]] = {}


class HeadFileError(ValueError):
    """A Thai sentence that says what is wrong with the file."""


class Head(NamedTuple):
    """The last event's number and hash; 0 and 64 zeros before the first."""

    seq: int
    hash: str

    def facts(self) -> dict[str, str | int]:
        """As it is kept in a file, alone or carried by another."""
        return {"format": FORMAT, "seq": self.seq, "hash": self.hash}


def read_head(path: Path) -> Head:
    """The head that `write_head` kept, or that a carrier carries. Raises HeadFileError for any other file."""
    kept = _read(path)
    if isinstance(kept, Head):
        return kept
    try:
        return _head(kept.get(CARRIED, kept))
    except ValueError as error:
        raise _no_head(path) from error


def _read(path: Path) -> Head | dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise HeadFileError(f"เปิดแฟ้ม {path} ไม่ได้: {_reason(error)}") from error
    for begins, read in CARRIERS.items():
        if content.startswith(begins):
            return read(path)
    try:
        if len(content) > _LARGEST:
            raise ValueError("too long")
        kept = json.loads(content.decode())
        if not isinstance(kept, dict):
            raise ValueError("no object")
    except (ValueError, RecursionError) as error:
        raise _no_head(path) from error
    return kept


def _no_head(path: Path) -> HeadFileError:
    return HeadFileError(
        f"แฟ้ม {path} ไม่มีค่ายืนยันท้ายบันทึก ต้องเป็นแฟ้มที่ได้จากคำสั่ง verify_audit --write-head "
        "หรือแฟ้มข้อมูลที่มา (provenance.json) ของรายงานที่เสนอ"
    )


def refuse_to_forget(path: Path, held_to: Path | None) -> None:
    """Raises HeadFileError where a kept head would be replaced without the chain having been held to it."""
    try:
        forgets = path.exists() and not (held_to and held_to.exists() and path.samefile(held_to))
    except OSError as error:
        raise HeadFileError(f"เปิดแฟ้ม {path} ไม่ได้: {_reason(error)}") from error
    if forgets:
        raise HeadFileError(f"มีแฟ้ม {path} อยู่แล้ว จะแทนที่ได้เมื่อเทียบกับแฟ้มนั้นก่อน: เพิ่ม --against {path}")
    if path.exists() and CARRIED in _read(path):
        raise HeadFileError(f"แฟ้ม {path} เป็นข้อมูลที่มาของรายงาน จะไม่ถูกเขียนทับ โปรดเก็บค่ายืนยันไว้ในแฟ้มอื่น")


def write_head(path: Path, head: Head) -> None:
    """Replaces the file in one step, so that a kept head is never half written. Raises HeadFileError."""
    text = canonical(head.facts()) + "\n"
    try:
        writing.replace(path, text.encode(), mode=writing.ORDINARY)
    except (OSError, ValueError) as error:
        raise HeadFileError(f"เขียนแฟ้ม {path} ไม่ได้: {_reason(error)}") from error


def _head(kept: object) -> Head:
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise ValueError("another format")
    seq, hash_ = kept.get("seq"), kept.get("hash")
    if type(seq) is not int or seq < 0:
        raise ValueError("seq")
    if not isinstance(hash_, str) or len(hash_) != 64 or not set(hash_) <= set("0123456789abcdef"):
        raise ValueError("hash")
    return Head(seq, hash_)


def _reason(error: OSError | ValueError) -> str:
    return writing.reason(error) if isinstance(error, OSError) else "ชื่อแฟ้มมีอักขระที่ใช้ไม่ได้"
