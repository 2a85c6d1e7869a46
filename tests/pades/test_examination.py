"""A file that the portal signed is genuine at every level, and says who signed, when and by whose clock."""

from datetime import timedelta

import pytest

from pades.examination import sandbox
from pades.examination.found import Problem, Result, Roots
from pades.field_names import APPROVER, REPORTER
from pades.signing.level import Level
from tests.pades.genuine import CODE, NOW, World


@pytest.mark.parametrize("level", Level)
def test_what_the_portal_signed_is_good_at_its_level(world: World, level: Level) -> None:
    found = world.look(world.files[level])
    assert (found.result, found.problems, found.level, found.code) == (Result.GOOD, (), str(level), CODE)
    assert [each.problems for each in found.signatures] == [()] * len(found.signatures)
    assert found.holds


@pytest.mark.parametrize("level", [Level.B_B, Level.B_LTA])
def test_a_process_of_its_own_comes_to_the_same(world: World, level: Level) -> None:
    assert sandbox.examine(world.files[level], roots=world.roots) == world.look(world.files[level])


def test_each_signature_says_in_whose_name_and_by_whose_clock(world: World) -> None:
    found = world.look(world.files[Level.B_T])
    reporter, approver = found.of(REPORTER), found.of(APPROVER)
    assert reporter is not None and approver is not None
    assert reporter.name.startswith("นาย") and approver.name.startswith("นายสมศักดิ์ เที่ยงธรรม")
    assert (reporter.signer, reporter.clock) == ("DEMO champa", "DEMO ITA portal time stamper")
    assert reporter.at is not None and abs(reporter.at - NOW) < timedelta(hours=1)
    assert [each.clock for each in world.look(world.files[Level.B_B]).signatures] == ["", ""]


def test_a_frozen_file_is_not_signed(world: World) -> None:
    assert world.look(world.frozen).result is Result.NOT_SIGNED


def test_without_our_roots_nobody_is_known(world: World) -> None:
    found = sandbox.examine(world.files[Level.B_T], roots=Roots((), NOW))
    assert found.result is Result.UNKNOWN_SIGNER
    assert {problem for each in found.signatures for problem in each.problems} == {Problem.UNKNOWN, Problem.CLOCK}


def test_a_time_stamp_keeps_a_signature_good_after_its_certificate_ended(world: World) -> None:
    later = NOW + timedelta(days=3652)
    assert world.look(world.files[Level.B_T], now=later).result is Result.GOOD
    found = world.look(world.files[Level.B_B], now=later)
    assert found.result is Result.UNKNOWN_SIGNER
    assert {problem for each in found.signatures for problem in each.problems} == {Problem.EXPIRED}


def test_a_signature_from_tomorrow_is_not_good(world: World) -> None:
    assert world.look(world.files[Level.B_T], now=NOW - timedelta(hours=12)).result is Result.UNKNOWN_SIGNER
