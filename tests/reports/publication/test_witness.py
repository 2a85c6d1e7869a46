"""A signed report holds the audit chain to what it was before the report was submitted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from audit import heads
from audit.heads import HeadFileError
from audit.link import GENESIS
from audit.models import AuditEvent
from files import store
from reports.models import Signing
from tests.audit import forging
from tests.pades.signings import frozen
from tests.reports.publication.scenes import a_signed_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """The signed file of an office's report, taken out of the portal; laid out for real, for its data lie in it."""
    a_signed_scene()
    path = tmp_path / "signed.pdf"
    path.write_bytes(store.get(Signing.objects.get().pdf_digest))
    return path


def verify_audit(path: Path) -> tuple[int, str]:
    said, wrong = io.StringIO(), io.StringIO()
    try:
        call_command("verify_audit", against=path, stdout=said, stderr=wrong)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue() + wrong.getvalue()
    return 0, said.getvalue()


def test_a_chain_is_held_to_the_head_in_a_signed_report(signed: Path) -> None:
    head = heads.read_head(signed)
    submitted = AuditEvent.objects.get(action="edition.submit")
    assert (head.seq, head.hash) == (submitted.seq - 1, submitted.prev)
    status, said = verify_audit(signed)
    assert (status, f"รายการถึงลำดับที่ {head.seq:,} เป็นชุดเดียวกับ" in said) == (0, True)


def test_a_chain_that_was_rewritten_whole_is_found(signed: Path) -> None:
    forging.rewrite_all_from(1, actor=8)
    status, said = verify_audit(signed)
    assert (status, "ถูกเขียนขึ้นใหม่" in said) == (1, True)


def test_what_is_not_signed_by_this_portal_is_no_witness(signed: Path) -> None:
    pdf = signed.read_bytes()
    spoiled = {
        "altered": pdf[:500] + bytes([pdf[500] ^ 1]) + pdf[501:],
        "longer": pdf + b"more",
        "cut": pdf[: len(pdf) // 2],
        "no PDF": b"%PDF-1.7",
        "unsigned": frozen(),
    }
    statuses = {}
    for name, data in spoiled.items():
        signed.write_bytes(data)
        with pytest.raises(HeadFileError):
            pytest.fail(f"{name}: {heads.read_head(signed)}")
        statuses[name] = verify_audit(signed)[0]
    assert statuses == dict.fromkeys(spoiled, 2)


def test_a_kept_head_is_read_as_before(tmp_path: Path) -> None:
    heads.write_head(tmp_path / "head", heads.Head(0, GENESIS))
    assert heads.read_head(tmp_path / "head") == heads.Head(0, GENESIS)
