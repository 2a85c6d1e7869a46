"""Both signatures at each level, as other programs see them, and the bytes around them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from pades.errors import Unsigned
from pades.fields import Field, WrongFields, add_fields, fields_of
from pades.keys import agency_keys
from pades.keys.agency_keys import Key
from pades.revision import Unwritable
from pades.signing.level import Level
from tests.pades.keyring import NOW
from tests.pades.outside import cms_verify, parts, ts_verify
from tests.pades.signings import a_page, frozen, signed

STAMPS = {Level.B_B: 0, Level.B_T: 2, Level.B_LT: 2, Level.B_LTA: 3}


@pytest.fixture
def key() -> Key:
    return agency_keys.key_of("thung-sai-than", now=NOW)


@pytest.fixture
def roots(key: Key, tmp_path: Path) -> Path:
    text = (Path(settings.SIGNING_DIR) / "_demo" / "ca.pem").read_text()
    found = re.search("-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----", text, re.S)
    assert found
    place = tmp_path / "roots.pem"
    place.write_text(found[0])
    return place


@pytest.mark.parametrize("level", Level)
def test_openssl_accepts_every_signature_and_every_time_stamp(
    level: Level, key: Key, roots: Path, tmp_path: Path
) -> None:
    stamps = 0
    for part in parts(signed(key, level)):
        if part.is_stamp:
            assert "Verification: OK" in ts_verify(part.der, part.content, roots, tmp_path)
            stamps += 1
            continue
        assert "CAdES Verification successful" in cms_verify(part, roots, tmp_path)
        for token in part.stamps:
            assert "Verification: OK" in ts_verify(token, part.value, roots, tmp_path)
            stamps += 1
    assert stamps == STAMPS[level]


@pytest.mark.parametrize("level", Level)
def test_signing_appends_and_leaves_the_frozen_bytes_and_the_metadata_alone(level: Level, key: Key) -> None:
    done = signed(key, level)
    assert done.startswith(frozen()) and done.endswith(b"%%EOF\n")
    with pikepdf.open(io.BytesIO(frozen())) as before, pikepdf.open(io.BytesIO(done)) as after:
        assert after.Root.Metadata.objgen == before.Root.Metadata.objgen
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.pdf_version == before.pdf_version == "1.7"
        assert "/Version" not in after.Root
    appended = done[len(frozen()) :]
    assert b"/Producer" not in appended and b"/ModDate" not in appended and b"xmpmeta" not in appended


def test_the_reporter_certifies_and_the_approver_locks(key: Key) -> None:
    with pikepdf.open(io.BytesIO(signed(key, Level.B_B))) as pdf:
        reporter, approver = (field.V for field in pdf.Root.AcroForm.Fields)
        assert pdf.Root.Perms.DocMDP.objgen == reporter.objgen
        [certified] = reporter.Reference
        assert (str(certified.TransformMethod), int(certified.TransformParams.P)) == ("/DocMDP", 2)
        [locked] = approver.Reference
        assert (str(locked.TransformMethod), str(locked.TransformParams.Action)) == ("/FieldMDP", "/All")
        assert int(locked.TransformParams.P) == 1
        assert str(reporter.Name) == "นางสาวปราณี ตั้งใจ นักวิเคราะห์นโยบายและแผน"
        assert str(approver.Reason) == (
            "ผู้อนุมัติ ลงลายมือชื่อดิจิทัลด้วยใบรับรองของหน่วยงาน ในนามของ นายสมศักดิ์ เที่ยงธรรม นายกองค์การบริหารส่วนตำบล"
        )
        assert {str(field.V.SubFilter) for field in pdf.Root.AcroForm.Fields} == {"/ETSI.CAdES.detached"}


def test_a_signed_file_takes_no_third_signature(key: Key) -> None:
    with pytest.raises(WrongFields):
        signed(key, Level.B_B, of=signed(key, Level.B_B))


def test_a_file_without_its_two_fields_is_not_signed(key: Key) -> None:
    with pytest.raises(WrongFields):
        signed(key, Level.B_B, of=a_page())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"not a PDF"])
def test_what_is_no_pdf_is_not_signed(key: Key, data: bytes) -> None:
    with pytest.raises(Unwritable):
        signed(key, Level.B_B, of=data)


def test_an_encrypted_pdf_is_not_signed(key: Key) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(frozen())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    with pytest.raises(Unwritable):
        signed(key, Level.B_B, of=out.getvalue())


def test_the_fields_come_once_and_the_same_bytes_give_the_same() -> None:
    assert fields_of(frozen()) == [Field("Reporter", filled=False), Field("Approver", filled=False)]
    assert add_fields(a_page()) == frozen()
    with pytest.raises(WrongFields):
        add_fields(frozen())


def test_no_stamper_is_no_lower_level(key: Key) -> None:
    file = Key(agency_keys.Source.PKCS12, key.certificate, key.chain, key.lists, key.opened)
    assert signed(file, Level.B_B)
    with pytest.raises(Unsigned, match="ยังไม่ได้กำหนดผู้ประทับเวลา"):
        signed(file, Level.B_T)
