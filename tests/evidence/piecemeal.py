"""A client of the upload that is resumed: what a script sends, request by request."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from django.test import Client

from evidence.models import EvidenceUpload
from files import pieces
from measures.models import Measure
from tests.evidence.files import a_photograph, digest
from tests.evidence.pages import url

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
PHOTOGRAPH = a_photograph(size=(300, 200))


def said(**metadata: str) -> str:
    """Upload-Metadata with these keys."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())


def begin(browser: Client, measure: Measure, name: str, data: bytes, **more: str) -> Any:
    """The answer to the request that begins an upload; keywords are further keys of its metadata."""
    headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": said(filename=name, **more)}
    return browser.post(url("uploads", measure), content_type=PIECE, headers=headers)


def begun(browser: Client, measure: Measure, name: str, data: bytes, **more: str) -> str:
    """The address of an upload that has been begun, with its digest."""
    answer = begin(browser, measure, name, data, sha256=digest(data), **more)
    assert answer.status_code == 201, answer.content.decode()
    return str(answer["Location"])


def bring(browser: Client, address: str, start: int, data: bytes, **headers: str) -> Any:
    """The answer to one piece."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    headers = {**TUS, "Upload-Offset": str(start), **more}
    return browser.patch(address, data, content_type=PIECE, headers=headers)


def bring_all(browser: Client, address: str, data: bytes, *, size: int = 1000) -> None:
    """The rest of a file, from wherever the portal stands."""
    for start in range(how_far(browser, address), len(data), size):
        answer = bring(browser, address, start, data[start : start + size])
        assert answer.status_code == 204, answer.content.decode()


def how_far(browser: Client, address: str) -> int:
    """Up to which byte the portal has the file."""
    return int(browser.head(address, headers=TUS)["Upload-Offset"])


def look_at(browser: Client, address: str) -> Any:
    """The answer once the whole file was opened."""
    return browser.post(address, content_type=PIECE, headers=TUS)


def sent_whole(browser: Client, measure: Measure, name: str, data: bytes, **more: str) -> str:
    """The token of a file that is whole and was looked at."""
    address = begun(browser, measure, name, data, **more)
    bring_all(browser, address, data, size=100_000)
    answer = look_at(browser, address)
    assert answer.status_code == 204, answer.content.decode()
    return token_of(address)


def token_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def row_of(address: str) -> EvidenceUpload:
    return EvidenceUpload.objects.get(token=token_of(address))


def pieces_on_disk() -> list[Path]:
    """All files that lie beside the store."""
    return [path for path in pieces.folder().rglob("*") if path.is_file()]
