"""A report with evidence goes the whole road: signed, published, verified, unpacked, and read back as it was frozen."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accounts.models import Agency
from document import canonical, from_json, to_data
from document.readers import json as json_reader
from evidence.models import Evidence
from files import store
from measures.models import Plan
from paper import pictures
from reports.compiling.assemble import assemble
from reports.compiling.edition import latest
from reports.formats import pdf_reader
from reports.models import Publication, Signing
from tests.paper.test_annex import pictures_on
from tests.reports.publication.scenes import a_published_scene
from tests.reports.publication.test_public_evidence import attach


@pytest.mark.django_db(transaction=True)
def test_what_was_frozen_is_what_everyone_reads_and_another_portal_takes_in(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = a_published_scene(attach)
    frozen = scene.round.read()
    assert (frozen.schema, len(frozen.evidence)) == (2, 4)
    signed = Signing.objects.get(round=scene.round)
    pdf = store.get(signed.pdf_digest)
    assert sum(pictures_on(pdf)) == 1, "the public photograph alone"
    assert "ลับ" not in "".join(pictures.texts(pdf))

    assert pdf_reader.read(pdf).document == frozen
    answer: Any = client.get(f"/r/{scene.round.code}/bundle.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        assert json_reader.read(packed.read("report.json")).document == frozen
        named = {each.digest for each in frozen.evidence if each.digest}
        inside = [packed.read(name) for name in packed.namelist() if name.startswith("evidence/")]
        assert {hashlib.sha256(body).hexdigest() for body in inside} == named
    told = client.post("/v/", {"file": SimpleUploadedFile("x.pdf", pdf)}).content.decode()
    assert "ตรงกับฉบับที่เผยแพร่" in told
    assert Publication.objects.get().search.count("บันทึกอีกฉบับ") == 1

    (tmp_path / "signed.pdf").write_bytes(pdf)
    call_command("flush", interactive=False, verbosity=0)
    assert Agency.objects.count() == 0
    capsys.readouterr()
    call_command("import_report", str(tmp_path / "signed.pdf"))
    assert "รายงานนี้อ้างถึงหลักฐาน 4 รายการ ซึ่งไม่ได้อยู่ในแฟ้มของรายงาน" in capsys.readouterr().err
    plan = Plan.objects.get()
    again = from_json(to_data(assemble(plan, latest(plan))))
    assert canonical(again) == canonical(frozen.without_evidence()), "the words; its files are the other portal's"
    assert Evidence.objects.count() == 0, "a digest in a file opens nobody's bytes"
