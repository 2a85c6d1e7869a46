"""Whatever headers say to the upload that is resumed: understood, or refused without a fault of ours."""

from __future__ import annotations

import io
from typing import Any

import pytest

from evidence.intake.kinds import LARGEST_FILE
from evidence.models import EvidencePiece, EvidenceUpload
from evidence.services.uploads.piece_by_piece import LARGEST_PIECE
from measures.models import Measure
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.pages import text, url
from tests.evidence.piecemeal import (
    PHOTOGRAPH,
    PIECE,
    TUS,
    begin,
    how_far,
    said,
)
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

BESIDE = ("django_session",)

LENGTHS = ("", "-1", "abc", "1e3", "๑๐๐", "9" * 30, "0x10", "1.5", " ", "9" * 5000)


@pytest.mark.parametrize("length", LENGTHS)
def test_a_length_that_is_none_begins_nothing(office: Office, signed_in: SignedIn, length: str) -> None:
    headers = {**TUS, "Upload-Length": length, "Upload-Metadata": said(filename="ก.jpg")}
    answer = signed_in(office.mana).post(url("uploads", office.measure()), content_type=PIECE, headers=headers)
    assert (answer.status_code, answer["Tus-Resumable"]) == (400, "1.0.0")
    assert not EvidenceUpload.objects.exists()


@pytest.mark.parametrize(("length", "words"), [(0, "ว่างเปล่า"), (LARGEST_FILE + 1, "เกิน 20 MB"), (10**14, "เกิน 20 MB")])
def test_a_length_that_no_file_may_have_is_told(office: Office, signed_in: SignedIn, length: int, words: str) -> None:
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": said(filename="ก.jpg")}
    answer = signed_in(office.mana).post(url("uploads", office.measure()), content_type=PIECE, headers=headers)
    assert (answer.status_code, words in text(answer)) == (422, True)


METADATA = (
    "filename",
    "filename !!!",
    "filename /w==",
    "filename 4LiB 4LiB",
    "=",
    "x" * 5000,
    "filename 4LiB,taken",
    "a b c,",
)


@pytest.mark.parametrize("metadata", METADATA)
def test_metadata_that_says_nothing_is_no_fault_of_ours(office: Office, signed_in: SignedIn, metadata: str) -> None:
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": metadata}
    answer = signed_in(office.mana).post(url("uploads", office.measure()), content_type=PIECE, headers=headers)
    assert answer.status_code in (201, 400)
    assert (answer.status_code == 201) == EvidenceUpload.objects.exists()


def test_a_file_without_a_name_or_with_an_odd_one_has_a_name(office: Office, signed_in: SignedIn) -> None:
    mana, measure = signed_in(office.mana), office.measure()
    for name in ("", "../../etc/passwd", "a\x00b.jpg", "ก" * 900 + ".jpg", "<script>.jpg", "\u202egpj.exe"):
        assert begin(mana, measure, name, PHOTOGRAPH).status_code == 201
    kept = [*EvidenceUpload.objects.values_list("name", flat=True)]
    assert kept[:3] == ["ไฟล์", "passwd", "ab.jpg"]
    assert not any(set(name) & {"/", "<", "\0"} or len(name) > 255 for name in kept)


@pytest.mark.parametrize("version", [None, "", "0.2.2", "1.0.0,1.0.0", "\xff", "9" * 900])
def test_another_version_of_the_protocol_is_not_spoken(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str], version: str | None
) -> None:
    measure, token = half
    headers = {"Upload-Offset": "1500"} | ({} if version is None else {"Tus-Resumable": version})
    answer = signed_in(office.mana).patch(url("upload", measure, token), b"x", content_type=PIECE, headers=headers)
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


ODD: dict[str, tuple[dict[str, str], str, int]] = {
    "no place": ({"Upload-Offset": ""}, PIECE, 400),
    "a negative place": ({"Upload-Offset": "-1"}, PIECE, 400),
    "a huge place": ({"Upload-Offset": "9" * 15}, PIECE, 409),
    "a number that is none": ({"Upload-Offset": "9" * 30}, PIECE, 400),
    "words": ({"Upload-Offset": "abc"}, PIECE, 400),
    "another kind of body": ({}, "application/json", 415),
    "a form": ({}, "application/x-www-form-urlencoded", 415),
    "a kind that is none": ({}, "\xff", 415),
    "an unknown checksum": ({"Upload-Checksum": "crc32 AAAA"}, PIECE, 400),
    "a checksum that is none": ({"Upload-Checksum": "sha256"}, PIECE, 460),
    "a checksum of odd letters": ({"Upload-Checksum": "sha256 \xe0\xb8"}, PIECE, 460),
    "a length that is none": ({"Content-Length": "abc"}, PIECE, 400),
    "a negative length": ({"Content-Length": "-5"}, PIECE, 400),
    "no length": ({"Content-Length": ""}, PIECE, 400),
    "a body that ends too early": ({"Content-Length": "101"}, PIECE, 400),
    "a body that is too large": ({"Content-Length": str(LARGEST_PIECE + 1)}, PIECE, 413),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_piece_is_refused_and_changes_nothing(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str], what: str
) -> None:
    measure, token = half
    more, kind, status = ODD[what]
    headers = {**TUS, "Upload-Offset": "1500", **more}
    mana, address = signed_in(office.mana), url("upload", measure, token)
    body: dict[str, Any] = {"wsgi.input": io.BytesIO(PHOTOGRAPH[1500:1600])}  # which says nothing of its length
    answer = mana.patch(address, PHOTOGRAPH[1500:1600], content_type=kind, headers=headers, **body)
    assert (answer.status_code, answer["Tus-Resumable"]) == (status, "1.0.0")
    assert (how_far(mana, address), EvidencePiece.objects.count()) == (1500, 1)


@pytest.mark.parametrize("method", ["PUT", "TRACE", "PATCH", "DELETE", "GET", "POST"])
def test_other_methods_do_nothing(office: Office, signed_in: SignedIn, half: tuple[Measure, str], method: str) -> None:
    measure, token = half
    mana, before = signed_in(office.mana), everything_stored(but=BESIDE)
    wanted = {"upload": {"PUT", "TRACE"}, "uploads": {"PUT", "TRACE", "PATCH", "DELETE", "GET"}, "upload_cancel": set()}
    for name, refused in wanted.items():
        if method in refused:
            address = url(name, measure) if name == "uploads" else url(name, measure, token)
            assert mana.generic(method, address, headers=TUS).status_code == 405
    if method != "POST":
        assert mana.generic(method, url("upload_cancel", measure, token)).status_code == 405
    assert everything_stored(but=BESIDE) == before


def test_a_post_stands_for_what_a_proxy_does_not_let_through_and_for_nothing_else(
    office: Office, signed_in: SignedIn, half: tuple[Measure, str]
) -> None:
    measure, token = half
    mana, address = signed_in(office.mana), url("upload", measure, token)

    def posted(method: str) -> Any:
        headers = {**TUS, "X-HTTP-Method-Override": method, "Upload-Offset": "1500"}
        return mana.post(address, PHOTOGRAPH[1500:1600], content_type=PIECE, headers=headers)

    assert (posted("patch").status_code, how_far(mana, address)) == (204, 1600)
    assert [posted(odd).status_code for odd in ("PUT", "x" * 900, "GET")] == [405, 405, 200]
    asked = mana.get(address, headers={**TUS, "X-HTTP-Method-Override": "DELETE"})
    assert (asked.status_code, EvidenceUpload.objects.count()) == (200, 1)
    assert (posted("DELETE").status_code, EvidenceUpload.objects.count()) == (204, 0)


def test_what_is_understood_is_said(office: Office, signed_in: SignedIn, half: tuple[Measure, str]) -> None:
    measure, token = half
    for address in (url("uploads", measure), url("upload", measure, token)):
        answer = signed_in(office.mana).options(address)
        assert (answer.status_code, answer["Tus-Version"], answer["Tus-Max-Size"]) == (204, "1.0.0", str(LARGEST_FILE))
        assert answer["Tus-Extension"] == "creation,expiration,checksum,termination"
    told = signed_in(office.mana).head(url("upload", measure, token), headers=TUS)
    assert (told["Upload-Offset"], told["Upload-Length"]) == ("1500", str(len(PHOTOGRAPH)))
    assert (told["Cache-Control"], told["Upload-Metadata"]) == ("no-store", said(filename="ก.jpg"))
    assert told["Upload-Expires"].endswith("GMT")
