"""A report with twenty-four photographs goes the whole road: signed, published, verified, bundled, read back."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from document import ReportDocument
from document.grids import docx, html
from document.readers import by_grid
from document.readers import json as json_reader
from evidence.models import Evidence
from files import store
from measures.models import Measure, Officer, State
from pades.examination import signers
from paper import archive
from reports.formats import pdf_reader
from reports.models import Signing
from tests.evidence.making import a_photograph, a_picture
from tests.factories import a_measure
from tests.paper import verapdf
from tests.paper.test_annex import figures, pictures_on
from tests.reports.approved import Scene
from tests.reports.office import Office
from tests.reports.publication.scenes import a_published_scene

PHOTOGRAPHS, LARGEST = 24, 5_000_000
CODES = ("E14", "O18")


def caption(number: int) -> str:
    return f"ประชุมชี้แจงขั้นตอนการให้บริการ ครั้งที่ {number}"


def attach(office: Office) -> None:
    """Three measures with eight photographs each, of much detail."""
    officer = Officer.objects.filter(agency=office.agency).first()
    assert officer is not None
    for code in CODES:
        a_measure(office.plan, code, actions=["ทำแล้ว"], outcomes=["ดีขึ้น"], officers=[officer])
    Measure.objects.update(state=State.TAKEN)
    measures = list(Measure.objects.filter(plan=office.plan))
    for number in range(PHOTOGRAPHS):
        data = a_picture(number, size=(1280, 960), noisy=True)
        a_photograph(measures[number % len(measures)], caption(number + 1), number=number, data=data)


def read(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body


def verdict(client: Client, name: str, data: bytes) -> str:
    cache.clear()  # more files than one address may send in a minute
    answer = client.post("/v/", {"file": SimpleUploadedFile(name, data)})
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.django_db
def test_it_is_signed_published_verified_bundled_and_read_back_equal(client: Client, tmp_path: Path) -> None:
    scene = a_published_scene(attach)
    frozen = scene.round.read()
    pdf = store.get(Signing.objects.get(round=scene.round).pdf_digest)
    see_that_it_is_small_signed_and_told_to_everyone(pdf, frozen)
    see_that_each_file_is_known(client, scene, pdf)
    see_that_it_comes_back_equal(client, scene, pdf, frozen)
    if lacking := verapdf.missing():
        pytest.skip(lacking)
    assert verapdf.verdicts({"signed": pdf}, tmp_path) == {
        ("signed", standard): verapdf.PASSED for standard in verapdf.FLAVOURS
    }


def see_that_it_is_small_signed_and_told_to_everyone(pdf: bytes, frozen: ReportDocument) -> None:
    assert 1_000_000 < len(pdf) < LARGEST
    assert sum(pictures_on(pdf)) == PHOTOGRAPHS
    assert len(signers.of(pdf)) == 2
    told = [each for each in figures(pdf) if each.startswith("ประชุมชี้แจงขั้นตอน")]
    assert told == [each.caption for each in frozen.evidence]
    assert set(told) == {caption(number) for number in range(1, PHOTOGRAPHS + 1)}


def see_that_each_file_is_known(client: Client, scene: Scene, pdf: bytes) -> None:
    assert "ตรงกับฉบับที่เผยแพร่" in verdict(client, "report.pdf", pdf)
    bundle = zipfile.ZipFile(io.BytesIO(read(client, f"/r/{scene.round.code}/bundle.zip")))
    names = [name for name in bundle.namelist() if name.startswith("evidence/")]
    assert {hashlib.sha256(bundle.read(name)).hexdigest() for name in names} == {
        each.digest for each in Evidence.objects.all()
    }
    for name in names:
        body = bundle.read(name)
        for sent in (body, b"sent " + body):
            told = verdict(client, name, sent)
            assert "<h1>ไฟล์นี้เป็นหลักฐานของรายงาน</h1>" in told, name
            assert scene.round.code in told, name
        assert "<h1>ไฟล์นี้เป็นหลักฐานของรายงาน</h1>" not in verdict(client, name, body + b" "), name


def see_that_it_comes_back_equal(client: Client, scene: Scene, pdf: bytes, frozen: ReportDocument) -> None:
    place = f"/r/{scene.round.code}"
    assert (frozen.schema, len(frozen.evidence)) == (2, PHOTOGRAPHS)
    assert pdf_reader.read(pdf).document == frozen
    inside = archive.attached(pdf, archive.REPORT, limit=10**7)
    assert inside is not None
    for data in (inside, read(client, f"{place}/report.json")):
        assert json_reader.read(data).document == frozen
    for name, grid_of in (("report.docx", docx.read), ("report.html", html.read)):
        found = by_grid.read(grid_of(read(client, f"{place}/{name}")))
        assert (found.document.without_evidence(), found.by_words) == (frozen.without_evidence(), False), name
