"""What would run, start or fetch something where it is opened is refused; what only looks so is taken."""

from __future__ import annotations

import itertools

import pytest

from evidence.intake.kinds import MB, EvidenceError, Kind
from evidence.services.receiving import receive
from tests.evidence.files import a_pdf, a_photograph, an_office_file, zipped
from tests.evidence.intake.programs import (
    OFFICE_REFUSED,
    OFFICE_TAKEN,
    PLACES,
    PROGRAM,
    a_pdf_bomb,
    a_pdf_that_speaks_of_scripts,
    a_pdf_with,
    a_pdf_with_a_file,
)


@pytest.mark.parametrize(("where", "action"), [*itertools.product(PLACES, ("JavaScript", "Launch"))])
def test_a_pdf_that_runs_something_is_refused(where: str, action: str) -> None:
    with pytest.raises(EvidenceError, match="คำสั่งที่ทำงานเองได้"):
        receive("ก.pdf", a_pdf_with(where, action))


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", PROGRAM), ("ใบเสร็จ.EXE", b"x"), ("a.js ", b"x"), ("a", b"\x7fELF"), ("a.docm", b"PK")]
)
def test_a_pdf_with_a_program_attached_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(EvidenceError, match="มีโปรแกรมแนบอยู่ข้างใน"):
        receive("ก.pdf", a_pdf_with_a_file(name, data))


def test_a_pdf_with_words_links_forms_and_data_is_taken_as_it_is() -> None:
    for data in (a_pdf_that_speaks_of_scripts(), a_pdf_with_a_file("report.json", b"{}"), a_pdf()):
        assert receive("ก.pdf", data).kept.data == data


@pytest.mark.parametrize("where", ["a page", "a page, packed twice", "an attached file"])
def test_a_pdf_that_unpacks_to_a_gigabyte_is_refused(where: str) -> None:
    data = a_pdf_bomb(where)
    assert len(data) < 2 * MB
    with pytest.raises(EvidenceError, match=r"มากเกินไป|เสียหาย"):
        receive("ก.pdf", data)


@pytest.mark.parametrize("what", OFFICE_REFUSED)
def test_an_office_file_that_starts_or_fetches_something_is_refused(what: str) -> None:
    kind, parts, words = OFFICE_REFUSED[what]
    with pytest.raises(EvidenceError, match=words):
        receive("ก", an_office_file(kind, parts))


@pytest.mark.parametrize("what", OFFICE_TAKEN)
def test_an_office_file_that_only_looks_so_is_taken(what: str) -> None:
    kind, parts = OFFICE_TAKEN[what]
    data = an_office_file(kind, parts)
    assert receive("ก", data).kept.data == data


def test_a_part_that_cannot_be_unpacked_is_damage() -> None:
    data = bytearray(an_office_file(Kind.DOCX, {"word/media/a.bin": bytes(range(256)) * 40}))
    at = data.index(b"word/media/a.bin") + 40
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(EvidenceError, match="เสียหาย"):
        receive("ก.docx", bytes(data))


PAGE = b"<html><script>alert(1)</script>"
SEVERAL_AT_ONCE = {
    "a page before a PDF": (PAGE + a_pdf(), "หน้าเว็บ"),
    "a page in small letters before a PDF": (b"  <!doctype html>" + a_pdf(), "หน้าเว็บ"),
    "a program before a PDF": (PROGRAM + a_pdf(), "โปรแกรม"),
    "a moving picture before a PDF": (b"GIF89a" + a_pdf(), "GIF"),
    "a drawing in the clothes of a photograph": (b"\x89PNG\r\n\x1a\n<svg onload='alert(1)'/>", "เสียหาย"),
    "commands for ImageMagick": (b"push graphic-context\nfill 'url(https://127.0.0.1/x.jpg\"|ls \"-la)'\n", "แนบไม่ได้"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n(a) run", "แนบไม่ได้"),
    "a program with an archive behind it": (PROGRAM + an_office_file(Kind.DOCX), "โปรแกรม"),
}


@pytest.mark.parametrize("what", SEVERAL_AT_ONCE)
def test_what_is_several_things_at_once_is_refused(what: str) -> None:
    data, words = SEVERAL_AT_ONCE[what]
    with pytest.raises(EvidenceError, match=words):
        receive("ก.pdf", data)


BEHIND = {"a page": PAGE, "an archive": zipped({"a.exe": PROGRAM}), "a PDF": a_pdf(), "a program": PROGRAM}


@pytest.mark.parametrize("what", BEHIND)
def test_nothing_that_stands_behind_a_photograph_is_kept(what: str) -> None:
    kept = receive("ก.jpg", a_photograph() + BEHIND[what]).kept
    assert BEHIND[what] not in kept.data + kept.thumbnail
    assert kept.kind is Kind.JPEG
