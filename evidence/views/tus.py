"""The words of the protocol tus 1.0 (https://tus.io/protocols/resumable-upload): what headers say, and how it answers.

Answers are for a script: plain Thai sentences, which it shows beside the file.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import re
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.access import View
from evidence.intake.kinds import LARGEST_FILE, EvidenceError, NotNow
from evidence.services.uploads.piece_by_piece import Gone, OtherPlace
from measures.services.permission import Locked

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
_CHECKSUMS = ("sha1", "sha256")
_ABLE = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,expiration,checksum,termination",
    "Tus-Max-Size": str(LARGEST_FILE),
    "Tus-Checksum-Algorithm": ",".join(_CHECKSUMS),
}
_NUMBER = re.compile(r"[0-9]{1,15}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_EARLIEST, _LONGEST_METADATA = 1990, 4000
_UNREADABLE = "อ่านคำขอส่งไฟล์ไม่ได้ โปรดโหลดหน้านี้ใหม่แล้วเลือกไฟล์อีกครั้ง"
_NOT_FOUND = "ไม่พบไฟล์ที่ส่งค้างไว้ อาจยกเลิกหรือหมดอายุแล้ว โปรดเลือกไฟล์นี้อีกครั้ง"
_WORDS = {
    403: "ท่านไม่มีสิทธิ์แนบหลักฐานของมาตรการนี้",
    404: _NOT_FOUND,
    409: "มีข้อมูลส่วนนี้แล้ว",
    410: _NOT_FOUND,
}


class Unreadable(Exception):
    """A header that is missing or says nothing that can be; `status` is what is answered."""

    def __init__(self, what: str, status: int = 400) -> None:
        super().__init__(what)
        self.status = status


# What a view may raise, the narrower before the wider.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (Unreadable, 400),
    (OtherPlace, 409),
    (Gone, 410),
    (Http404, 404),
    (Locked, 423),
    (PermissionDenied, 403),
    (NotNow, 503),
    (EvidenceError, 422),
)


def speaks_tus(view: View) -> View:
    """The view is spoken to by tus: its version is asked for; what is wrong becomes a status with a sentence."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.headers.get("Tus-Resumable") != VERSION and request.method != "OPTIONS":
            response: HttpResponseBase = sentence(_UNREADABLE, 412)
            response["Tus-Version"] = VERSION
        else:
            try:
                response = view(request, *args, **kwargs)
            except tuple(kind for kind, _ in _STATUS) as error:
                response = _told(error)
        response["Tus-Resumable"] = VERSION
        return response

    return answer


def _told(error: Exception) -> HttpResponse:
    """The status of what went wrong, and its sentence: its own, where it was written for people."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    own = str(error) if isinstance(error, EvidenceError) else getattr(error, "reason", "")
    response = sentence(own or _WORDS.get(status, _UNREADABLE), getattr(error, "status", status))
    if isinstance(error, NotNow):
        response["Retry-After"] = "5"
    return response


def sentence(words: str, status: int) -> HttpResponse:
    """What the script shows."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def able() -> HttpResponse:
    """What is understood of the protocol."""
    return HttpResponse(status=204, headers=_ABLE)


def method_of(request: HttpRequest) -> str:
    """The request's method; a POST may stand for one that a proxy between does not let through."""
    said = request.headers.get("X-HTTP-Method-Override", "").upper()
    return said if request.method == "POST" and said else request.method or ""


def number(request: HttpRequest, name: str) -> int:
    """A header that is a number of bytes. Raises Unreadable."""
    said = request.headers.get(name, "")
    if not _NUMBER.fullmatch(said):
        raise Unreadable(name)
    return int(said)


def metadata(request: HttpRequest) -> dict[str, str]:
    """What Upload-Metadata says: its keys with their text. Raises Unreadable for what is not base64 of UTF-8."""
    said = request.headers.get("Upload-Metadata", "")
    if len(said) > _LONGEST_METADATA:
        raise Unreadable("Upload-Metadata")
    found = {}
    for pair in said.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise Unreadable("Upload-Metadata") from error
    return found


def day_in(said: str) -> date | None:
    """The day that a browser read in a photograph: a proposal, so that nonsense is none."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if day.year >= _EARLIEST else None


def digest_in(said: str) -> str:
    """A SHA-256 in hexadecimal; nothing for anything else."""
    return said if _SHA256.fullmatch(said) else ""


def encoded(name: str) -> str:
    """A file's name as Upload-Metadata says it."""
    return f"filename {base64.b64encode(name.encode()).decode()}"


def piece(request: HttpRequest, *, most: int) -> bytes:
    """The body of a request that brings a piece, whole. Raises Unreadable for any other."""
    if request.content_type != PIECE:
        raise Unreadable("Content-Type", 415)
    length = number(request, "Content-Length")
    if length > most:
        raise Unreadable("Content-Length", 413)
    data = request.read(length)
    if len(data) != length:
        raise Unreadable("body")  # the line broke: whoever sent it asks how far it came
    _require_checksum(request, data)
    return data


def _require_checksum(request: HttpRequest, data: bytes) -> None:
    said = request.headers.get("Upload-Checksum", "")
    if not said:
        return
    name, _, value = said.partition(" ")
    if name not in _CHECKSUMS:
        raise Unreadable("Upload-Checksum")
    found = base64.b64encode(hashlib.new(name, data, usedforsecurity=False).digest())
    if not hmac.compare_digest(found, value.encode()):
        raise Unreadable("Upload-Checksum", 460)
