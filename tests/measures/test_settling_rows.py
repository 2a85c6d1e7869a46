"""The three-way rules for one row: what was sent, what its form was drawn from, what is stored now."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.services.rows import Clash, Content, Row, Settled, base_of, merged_order, settle

DAY, LATER = date(2023, 6, 1), date(2023, 6, 2)
FIRST = Content("เดิม", DAY, DAY)
# What each of the two may have done to a row that said FIRST.
SAID = {
    "left it": (FIRST, False),
    "new words": (Content("ใหม่", DAY, DAY), False),
    "other words": (Content("อื่น", DAY, DAY), False),
    "a new day": (Content("เดิม", LATER, LATER), False),
    "an open start": (Content("เดิม", DAY, None, True), False),
    "both new": (Content("ใหม่", LATER, LATER), False),
    "removed it": (FIRST, True),
}
WORDS, DATES = {"new words", "other words", "both new"}, {"a new day", "an open start", "both new"}


def expected(mine: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Whose version stands, and over which fields a person must choose."""
    if theirs == "left it":
        return mine, ()
    if mine in ("left it", theirs):
        return theirs, ()
    if "removed it" in (mine, theirs):
        return theirs, ("removed",)
    words = SAID[mine][0].text != SAID[theirs][0].text
    days = SAID[mine][0].span != SAID[theirs][0].span
    return theirs, (*["text"] * words, *["dates"] * days)


@pytest.mark.parametrize(("mine", "theirs"), list(product(SAID, SAID)))
def test_of_two_versions(mine: str, theirs: str) -> None:
    content, removed = SAID[mine]
    stored, stored_removed = SAID[theirs]
    settled = settle(Row(1, content, base_of(FIRST), removed, "actions-0"), stored, stored_removed)
    stands, fields = expected(mine, theirs)
    assert (settled.content, settled.removed) == SAID[stands]
    assert settled.clashes == tuple(
        Clash("actions-0", field, content, stored, removed, stored_removed) for field in fields
    )


@pytest.mark.parametrize(("mine", "theirs"), list(product(SAID, SAID)))
def test_who_has_seen_the_other_version_decides(mine: str, theirs: str) -> None:
    content, removed = SAID[mine]
    stored, stored_removed = SAID[theirs]
    settled = settle(Row(1, content, base_of(stored, removed=stored_removed), removed), stored, stored_removed)
    assert settled == Settled(stored if removed else content, removed)


@pytest.mark.parametrize("mine", sorted(set(SAID) - {"left it", "removed it"}))
def test_a_row_restored_since_one_saw_it_removed_is_chosen_anew(mine: str) -> None:
    settled = settle(Row(1, SAID[mine][0], base_of(FIRST, removed=True)), Content("คนที่สาม", DAY, DAY), False)
    assert settled.content.text == "คนที่สาม"
    assert settled.clashes != ()


def test_a_row_that_both_removed_needs_no_choice_whatever_else_they_did_to_it() -> None:
    mine = Row(1, Content("ใหม่", LATER, LATER), base_of(FIRST), removed=True)
    theirs = Content("อื่น", DAY, DAY)
    assert settle(mine, theirs, True) == Settled(theirs, True)


def test_a_form_that_says_nothing_of_its_origin_overwrites_nothing() -> None:
    assert settle(Row(1, Content("ปลอม")), FIRST, False).content == FIRST


contents = st.builds(Content, st.sampled_from(["ก", "ข", "ค"]), st.none() | st.sampled_from([DAY, LATER]))


@given(base=contents, mine=contents, theirs=contents, gone=st.booleans(), theirs_gone=st.booleans())
def test_words_that_were_changed_are_never_passed_over(
    base: Content, mine: Content, theirs: Content, gone: bool, theirs_gone: bool
) -> None:
    settled = settle(Row(1, mine, base_of(base), gone), theirs, theirs_gone)
    mine_stands = (settled.content, settled.removed) == (mine, gone) or (gone and settled.removed)
    theirs_stand = (settled.content, settled.removed) == (theirs, theirs_gone)
    if not settled.clashes:
        assert mine_stands or mine == base
        assert theirs_stand or (theirs == base and not theirs_gone)
    else:
        assert theirs_stand
        assert (mine, gone) != (theirs, theirs_gone)


@pytest.mark.parametrize(
    ("sent", "stored", "merged"),
    [
        ([1, 2, 3], [1, 2, 3], [1, 2, 3]),
        ([3, 1, 2], [1, 2, 3], [3, 1, 2]),
        ([2], [1, 2, 3], [1, 2, 3]),
        ([1, 3], [1, 2, 3], [1, 2, 3]),
        ([3, 1], [1, 2, 3], [3, 1, 2]),
        ([], [1, 2], [1, 2]),
        ([9], [], [9]),
        ([9], [1, 2], [1, 2, 9]),
        ([1, 9], [1, 2], [1, 2, 9]),
        ([2, 1, 9], [1, 2, 3], [2, 3, 1, 9]),
    ],
)
def test_rows_that_were_not_sent_stay_behind_their_neighbour(
    sent: list[int], stored: list[int], merged: list[int]
) -> None:
    assert merged_order(sent, stored) == merged


@given(st.permutations(range(6)), st.integers(0, 6), st.permutations(range(6)))
def test_no_row_is_lost_and_what_was_sent_keeps_its_order(everything: list[int], count: int, stored: list[int]) -> None:
    sent = everything[:count]
    merged = merged_order(sent, stored)
    assert sorted(merged) == list(range(6))
    assert [key for key in merged if key in sent] == sent


def test_a_digest_tells_every_difference_apart() -> None:
    said = [content for content, _ in SAID.values()] + [Content("เดิม"), Content("เดิม", DAY), Content("")]
    assert len({content.digest for content in said}) == len(set(said))
    assert base_of(FIRST) != base_of(FIRST, removed=True)
