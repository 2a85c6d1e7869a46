"""What became of a report clings to its signatures: no cutting and no appending makes a withdrawn file good again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from files import store
from pades.signing.level import Level
from reports.models import Edition, Signing
from reports.verification import issued
from reports.verification.findings import Check, checks, facts
from reports.verification.judge import Judgement, Likeness, judge
from reports.verification.sentences import words
from tests.pades import signers
from tests.pades.forgeries import last_revision_cut_off as cut
from tests.pades.genuine import CODE, NOW, SLUG, World
from tests.reports.verification.issuing import a_signed_round
from tests.reports.verification.test_verify_command import verdict_of as verdict_and_status
from tests.reports.verification.test_verify_page import heading, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper", "installed", "in_this_process")]
Launder = Callable[[World, bytes], bytes]
WAYS: dict[str, tuple[Level, Launder]] = {
    "its proofs cut off": (Level.B_LT, lambda world, pdf: cut(pdf)),
    "its last time stamp cut off": (Level.B_LTA, lambda world, pdf: cut(pdf)),
    "time stamp and proofs cut off": (Level.B_LTA, lambda world, pdf: cut(cut(pdf))),
    "another time stamp appended": (Level.B_T, lambda world, pdf: signers.stamped_again(world.place, pdf, NOW)),
    "one more time stamp appended": (Level.B_LTA, lambda world, pdf: signers.stamped_again(world.place, pdf, NOW)),
    "one time stamp for another": (Level.B_LTA, lambda world, pdf: signers.stamped_again(world.place, cut(pdf), NOW)),
}
STANDINGS = {
    Edition.State.PUBLISHED: "SIGNED_OK",
    Edition.State.REPLACED: "SUPERSEDED",
    Edition.State.WITHDRAWN: "WITHDRAWN",
}


def laundered(world: World, way: str, state: str) -> tuple[bytes, bytes]:
    """A file that was published, and what somebody made of it."""
    level, launder = WAYS[way]
    a_signed_round(world.files[level], state)
    return world.files[level], launder(world, world.files[level])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("state", "verdict"), STANDINGS.items())
def test_the_report_keeps_its_standing(world: World, way: str, state: str, verdict: str) -> None:
    pdf, changed = laundered(world, way, state)
    assert changed != pdf
    judgement = judge(changed, now=NOW)
    assert judgement.examination is not None and judgement.examination.holds, "else the signatures tell"
    assert (judgement.verdict, judgement.issued, judgement.likeness) == (verdict, None, Likeness.SAME)
    assert judgement.record == judgement.named == issued.by_code(CODE)
    assert Check("no", "ไฟล์ไม่เหมือนฉบับที่เผยแพร่ทุกตัวอักษร") in checks(judgement)


def test_the_page_of_a_laundered_file_says_that_the_report_is_withdrawn(client: Client, world: World) -> None:
    _, changed = laundered(world, "its proofs cut off", Edition.State.WITHDRAWN)
    response = send(client, changed)
    assert heading(response) == "ฉบับนี้ถูกเพิกถอน"
    assert "ไม่ควรใช้อ้างอิง" in text_of(response) and CODE in text_of(response)


@pytest.mark.parametrize(("state", "verdict"), list(STANDINGS.items())[1:])
def test_the_command_says_so_too_and_fails(world: World, state: str, verdict: str, tmp_path: Path) -> None:
    level = Level.B_LTA
    a_signed_round(world.files[level], state)
    tampered = [launder(world, world.files[level]) for of, launder in WAYS.values() if of is level]
    assert [verdict_and_status(each, tmp_path) for each in tampered] == [(1, verdict)] * len(tampered)


def test_of_a_published_report_it_is_said_that_the_bytes_differ(world: World) -> None:
    _, changed = laundered(world, "its proofs cut off", Edition.State.PUBLISHED)
    judgement = judge(changed, now=NOW)
    assert words(judgement).sentence == "ลงนามจริง ตรงกับลายมือชื่อในฉบับที่เผยแพร่ แต่ไฟล์ไม่เหมือนฉบับที่เผยแพร่ทุกตัวอักษร"
    assert facts(judgement)["likeness"] == "same"


@pytest.mark.parametrize("state", STANDINGS)
def test_other_signatures_under_the_code_are_never_good(world: World, state: str) -> None:
    a_signed_round(world.files[Level.B_T], state)
    judgement = judge(world.files[Level.B_LTA], now=NOW)
    assert judgement.examination is not None and judgement.examination.holds
    assert (judgement.verdict, judgement.likeness) == ("ALTERED", Likeness.OTHER)
    assert judgement.named == issued.by_code(CODE)
    assert words(judgement).title == "ลายมือชื่อไม่ใช่ของฉบับที่ใช้รหัสนี้"


def test_nor_are_signatures_under_the_code_of_a_round_that_was_never_signed(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    made = a_signed_round(world.files[Level.B_T])
    settings.SIGNING_DIR = shutil.copytree(world.place, tmp_path / "keys")
    shutil.copytree(world.place / SLUG, tmp_path / "keys" / made.edition.agency.slug)
    Signing.objects.update(state=Signing.State.FAILED, pdf_digest="", certificate="", level="", signed_at=None)
    assert verdict_of(world.files[Level.B_T]) == ("ALTERED", Likeness.OTHER)


def verdict_of(pdf: bytes) -> tuple[str, Likeness | None]:
    judgement: Judgement = judge(pdf, now=NOW)
    return judgement.verdict, judgement.likeness


def test_what_was_signed_and_not_published_yet_is_signed(world: World) -> None:
    a_signed_round(world.files[Level.B_T])
    assert verdict_of(world.files[Level.B_T]) == ("SIGNED_OK", Likeness.SAME)


def test_where_our_own_file_is_damaged_nothing_is_called_good(world: World) -> None:
    pdf, changed = laundered(world, "its proofs cut off", Edition.State.PUBLISHED)
    store.path_of(Signing.objects.get().pdf_digest).write_bytes(b"%PDF")
    assert verdict_of(changed) == ("UNREADABLE", Likeness.DAMAGED)
    assert verdict_of(pdf) == ("ISSUED", None), "its digest is in the record"
