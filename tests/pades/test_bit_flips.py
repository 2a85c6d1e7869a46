"""A flipped bit anywhere in what was signed is found."""

import random

from pades.examination.found import Result
from pades.signing.level import Level
from tests.pades.forgeries import gap, signatures
from tests.pades.genuine import World

FLIPS = 200
SEED = 2566


def flipped(pdf: bytes, bit: int) -> bytes:
    place, which = divmod(bit, 8)
    return pdf[:place] + bytes([pdf[place] ^ (1 << which)]) + pdf[place + 1 :]


def test_two_hundred_flipped_bits_of_what_was_signed_are_all_found(world: World) -> None:
    pdf, dice = world.files[Level.B_B], random.Random(SEED)
    out = range(*gap(signatures(pdf)[1]).indices(len(pdf)))  # the last signature's own value signs itself
    bits = [bit for bit in dice.sample(range(8 * len(pdf)), 2 * FLIPS) if bit // 8 not in out][:FLIPS]
    assert len(bits) == FLIPS
    missed = [bit for bit in bits if world.look(flipped(pdf, bit)).result is Result.GOOD]
    assert missed == []


def test_flipped_bits_of_the_last_signature_itself_are_found_or_change_nothing_that_is_told(world: World) -> None:
    """Nobody signs the issuers' certificates that a signature brings along; ours are taken from the installation."""
    pdf, dice = world.files[Level.B_T], random.Random(SEED)
    place = gap(signatures(pdf)[1])
    found = [world.look(flipped(pdf, bit)) for bit in dice.sample(range(8 * place.start, 8 * place.stop), 20)]
    assert {each.signatures for each in found if each.holds} <= {world.look(pdf).signatures}
    assert sum(each.holds for each in found) <= 3
