"""Whatever is changed in the bytes of a signed file is found, and so is whoever signs in our people's names."""

from datetime import timedelta
from pathlib import Path

import pytest

from pades.examination.examine import examine
from pades.examination.found import Problem, Result, Roots
from pades.field_names import APPROVER, REPORTER
from pades.revision import Revision
from pades.signing.level import Level
from tests.pades import revisions, signers
from tests.pades.forgeries import FORGERIES, Forgery
from tests.pades.genuine import NOW, World

BROKEN = {Result.ALTERED, Result.UNREADABLE}


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.__name__)
def test_a_forgery_is_found(world: World, forgery: Forgery) -> None:
    tampered = forgery(world.files[Level.B_T])
    assert tampered != world.files[Level.B_T]
    assert world.look(tampered).result in BROKEN


def test_keys_of_the_same_names_by_another_authority_are_nobodys(world: World, tmp_path: Path) -> None:
    forged = signers.signed_at(tmp_path, world.frozen, NOW, Level.B_LTA)
    assert examine(forged, roots=signers.roots_of(tmp_path, NOW)).result is Result.GOOD
    found = world.look(forged)
    assert found.result is Result.UNKNOWN_SIGNER
    assert {each.signer for each in found.signatures} == {
        each.signer for each in world.look(world.files[Level.B_LTA]).signatures
    }


def test_an_approver_of_another_authority_is_nobody(world: World, tmp_path: Path) -> None:
    reported = signers.signed_in(world.place, world.frozen, REPORTER, NOW, certifies=True)
    assert world.look(signers.signed_in(world.place, reported, APPROVER, NOW)).result is Result.GOOD
    found = world.look(signers.signed_in(tmp_path, reported, APPROVER, NOW))
    assert found.result is Result.UNKNOWN_SIGNER
    assert [each.problems for each in found.signatures] == [(), (Problem.UNKNOWN,)]


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("whose", ["ours", "another's"])
def test_a_third_signature_after_the_lock_is_found(world: World, tmp_path: Path, whose: str, level: Level) -> None:
    place = world.place if whose == "ours" else tmp_path
    assert world.look(signers.signed_in(place, world.files[level], "Third", NOW)).result is Result.ALTERED


def test_one_signature_is_not_enough(world: World) -> None:
    found = world.look(signers.signed_in(world.place, world.frozen, REPORTER, NOW, certifies=True))
    assert (found.result, Problem.NO_APPROVER in found.problems) == (Result.ALTERED, True)
    found = world.look(signers.signed_in(world.place, world.frozen, APPROVER, NOW))
    assert (found.result, Problem.NO_REPORTER in found.problems) == (Result.ALTERED, True)


def test_the_approver_does_not_sign_first(world: World) -> None:
    first = signers.signed_in(world.place, world.frozen, APPROVER, NOW)
    assert world.look(signers.signed_in(world.place, first, REPORTER, NOW)).result is Result.ALTERED


def test_a_signature_by_an_expired_certificate_is_not_good(world: World, tmp_path: Path) -> None:
    then = NOW - timedelta(days=3700)
    for level in (Level.B_B, Level.B_T):
        old = signers.signed_at(tmp_path, world.frozen, then, level)
        roots = signers.roots_of(tmp_path, NOW)
        assert examine(old, roots=Roots(roots.certificates, then)).result is Result.GOOD
        expected = Result.UNKNOWN_SIGNER if level is Level.B_B else Result.GOOD
        assert examine(old, roots=roots).result is expected


def test_pages_that_were_prepared_before_signing_cannot_be_shown_after(world: World) -> None:
    def prepare(file: Revision) -> None:
        shadow = file.add_object(revisions.DICT({**file.root["/Pages"]}))
        revisions.changed(file, file.root["/ViewerPreferences"], "/Shadow", shadow)

    def show(file: Revision) -> None:
        revisions.changed(file, file.root, "/Pages", file.root["/ViewerPreferences"].raw_get("/Shadow"))

    prepared = signers.signed_at(world.place, revisions.appended(prepare, world.frozen), NOW)
    assert world.look(prepared).result is Result.GOOD
    assert world.look(revisions.appended(show, prepared)).result is Result.ALTERED
