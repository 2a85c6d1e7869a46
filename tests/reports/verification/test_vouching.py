"""A trusted issuer has many customers: a signature counts by the certificates of the agency that the file names."""

import shutil
from pathlib import Path

import pytest
from asn1crypto import pem
from django.test import Client
from pytest_django import Settings

from accounts.models import Agency
from pades.examination.found import Problem, Result
from pades.keys import agency_keys
from pades.signing.level import Level
from reports.models import Edition, Round, Signing
from reports.verification import certificates_known
from reports.verification.findings import Check, checks, signed
from reports.verification.judge import judge
from tests.pades import signers
from tests.pades.genuine import CODE, NOW, SLUG, World
from tests.reports.verification.issuing import a_signed_round
from tests.reports.verification.test_verify_page import heading, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper", "installed", "in_this_process")]
STRANGERS = {Problem.STRANGER}


def problems(pdf: bytes) -> set[Problem]:
    """What is said of the signatures."""
    return {problem for each in certificates_known.examine(pdf, now=NOW).signatures for problem in each.problems}


@pytest.fixture
def others_kept(settings: Settings, tmp_path: Path, world: World) -> Path:
    """The keys' folder, of which a test may take something away."""
    settings.SIGNING_DIR = tmp_path / "keys"
    return Path(shutil.copytree(world.place, tmp_path / "keys"))


def test_another_customer_of_the_same_issuer_is_nobody(world: World) -> None:
    forged = signers.by_another_customer(world.place, world.frozen, NOW)
    assert world.look(forged).result is Result.GOOD, "by the roots alone it would be genuine"
    judgement = judge(forged, now=NOW)
    assert judgement.verdict == "UNKNOWN_SIGNER"
    assert judgement.examination is not None and judgement.examination.level == ""
    assert problems(forged) == STRANGERS


def test_the_certificate_s_holder_stands_before_the_name_that_the_signer_wrote(client: Client, world: World) -> None:
    forged = signers.by_another_customer(world.place, world.frozen, NOW)
    said = [(each.holder, each.name) for each in signed(judge(forged, now=NOW))]
    assert said == [("DEMO thief, DEMO – ไม่มีผลทางกฎหมาย", "นายสมศักดิ์ เที่ยงธรรม นายก")] * 2
    page = send(client, forged)
    assert heading(page) == "ไม่รู้จักผู้ลงนาม"
    assert "DEMO thief, DEMO – ไม่มีผลทางกฎหมาย<br>ในนามของ นายสมศักดิ์ เที่ยงธรรม นายก<br>" in text_of(page)


def test_one_agency_s_key_does_not_sign_for_another(world: World) -> None:
    Agency.objects.create(slug="thief", code="THIEF", name="อบต.อื่น", short_name="อื่น")
    assert problems(signers.by_another_customer(world.place, world.frozen, NOW)) == STRANGERS


def test_a_key_that_was_replaced_stays_good_by_the_record_of_what_it_signed(world: World, others_kept: Path) -> None:
    shutil.rmtree(others_kept / SLUG)
    assert problems(world.files[Level.B_T]) == STRANGERS
    a_signed_round(world.files[Level.B_LTA])
    Round.objects.filter(code=CODE).update(code="A1-2566-0000-0000-0000-0000")
    Agency.objects.filter(slug=SLUG).delete()
    made = Round.objects.get()
    Agency.objects.filter(pk=made.edition.agency.pk).update(code="TSTN", name=world.agency)
    assert problems(world.files[Level.B_T]) == set()
    Signing.objects.update(certificate="0" * 64)
    assert problems(world.files[Level.B_T]) == STRANGERS


def test_a_certificate_that_the_operator_laid_beside_counts_and_its_issuer_does_not(
    world: World, others_kept: Path
) -> None:
    mine = others_kept / SLUG
    certificate = agency_keys.key_of(SLUG, now=NOW).certificate
    shutil.rmtree(mine)
    mine.mkdir()
    (mine / "chain.pem").write_bytes((others_kept / "_demo" / "ca.pem").read_bytes())
    assert problems(world.files[Level.B_T]) == STRANGERS
    (mine / "former.pem").write_bytes(pem.armor("CERTIFICATE", certificate.dump()))
    assert problems(world.files[Level.B_T]) == set()


@pytest.mark.parametrize("change", [{"code": "OTHER"}, {"name": "องค์การบริหารส่วนตำบลอื่น"}])
def test_of_a_round_not_in_the_record_code_and_name_must_agree(world: World, change: dict[str, str]) -> None:
    assert problems(world.files[Level.B_T]) == set()
    Agency.objects.filter(slug=SLUG).update(**change)
    assert problems(world.files[Level.B_T]) == STRANGERS


def test_a_round_in_the_record_is_its_agency_s_whatever_that_is_called_now(world: World) -> None:
    made = a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    Agency.objects.filter(pk=made.edition.agency.pk).update(code="RENAMED", name="เทศบาลตำบลใหม่")
    judgement = judge(world.files[Level.B_T], now=NOW)
    assert judgement.verdict == "ISSUED"
    assert Check("yes", "ระบบนี้ใช้ใบรับรองนี้ลงนามให้เทศบาลตำบลใหม่") in checks(judgement)


@pytest.mark.parametrize(
    "damage",
    [b"nonsense", b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", b"-----BEGIN CERTIFICATE-----\n"],
)
def test_one_unreadable_file_of_certificates_is_left_out_and_logged(
    client: Client, world: World, others_kept: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (others_kept / "broken").mkdir()
    (others_kept / "broken" / "chain.pem").write_bytes(damage)
    (others_kept / SLUG / "chain.pem").write_bytes(damage)
    assert judge(world.files[Level.B_T], now=NOW).verdict == "SIGNED_OK"
    assert heading(send(client, world.files[Level.B_T])) == "ลายมือชื่อถูกต้อง"
    if b"END" in damage:
        assert "broken/chain.pem cannot be read" in caplog.text
