"""All checks of one piece of evidence, in the order in which a person should look at what they find."""

from __future__ import annotations

from evidence.checks import addresses, items, links, personal, readable, uses, years
from evidence.checks.doubt import Doubt, Piece

CHECKS = (
    personal.to_be_public,
    uses.of_another_year,
    years.wrong_year,
    years.outside_the_year,
    items.wrong_document,
    addresses.placeholder,
    addresses.of_another_agency,
    links.dead,
    links.not_opened,
    links.shared,
    uses.of_other_measures,
    readable.scanned,
    readable.broken_text,
    readable.odd_name,
)


def doubts_of(piece: Piece) -> list[Doubt]:
    """What a person should look at; each as long as nobody settled it."""
    return [doubt for check in CHECKS for doubt in check(piece)]
