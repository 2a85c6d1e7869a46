"""Whose words stand: the three-way comparison of a form's parts and of the rows of a list."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from audit import chain
from editing.versions import NOTHING, Clash, Settled, Version, merge_rows, read, settle

rows = st.lists(st.sampled_from("กขคงจ"), max_size=6)


def test_what_one_changed_stands_and_what_both_changed_is_a_clash() -> None:
    base = {"a": "1", "b": "1", "c": "1", "d": "1", "e": "1"}
    mine = {"a": "1", "b": "2", "c": "1", "d": "2", "e": "2"}
    theirs = {"a": "1", "b": "1", "c": "3", "d": "2", "e": "3"}
    settled = settle(base, mine, theirs)
    assert settled == Settled(
        {"a": "1", "b": "2", "c": "3", "d": "2", "e": "2"}, ("c",), (Clash("e", mine="2", theirs="3", base="1"),)
    )


def test_without_a_base_every_difference_is_a_clash() -> None:
    settled = settle(NOTHING.values, {"a": "1", "b": "1"}, {"a": "1", "b": "2"})
    assert (settled.taken, settled.clashes) == ((), (Clash("b", mine="1", theirs="2"),))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("กขค", "กขคง", "จขค", "จขคง"),  # one's own at the end, theirs at the beginning
        ("กข", "จข", "กง", "จง"),  # neighbours
        ("กขค", "กค", "กขคง", "กคง"),
        ("กขค", "กค", "กค", "กค"),  # both the same
        ("ก", "กข", "กข", "กข"),
        ("ก", "กข", "กค", None),  # two new ones at one place
        ("ก", "ข", "ค", None),
        ("กขค", "ก", "กงค", None),  # removed here, changed there
        ("", "ก", "ข", None),
        ("กข", "", "กข", ""),
    ],
)
def test_rows_are_merged_where_no_two_changes_meet(base: str, mine: str, theirs: str, merged: str | None) -> None:
    found = merge_rows(list(base), list(mine), list(theirs))
    assert found == (None if merged is None else list(merged))


@given(base=rows, mine=rows, theirs=rows)
def test_merging_is_fair_and_keeps_what_one_alone_did(base: list[str], mine: list[str], theirs: list[str]) -> None:
    assert merge_rows(base, mine, base) == mine
    assert merge_rows(base, base, theirs) == theirs
    assert merge_rows(base, mine, mine) == mine
    assert merge_rows(base, mine, theirs) == merge_rows(base, theirs, mine)


def test_rows_of_a_form_that_has_no_base_are_not_merged() -> None:
    settled = settle({}, {"steps": ["ก"]}, {"steps": ["ก", "ข"]}, ["steps"])
    assert [clash.part for clash in settled.clashes] == ["steps"]


@pytest.mark.django_db
def test_a_form_carries_what_it_was_drawn_from() -> None:
    version = Version("0a1b", {"text": "ถ้อยคำ\nสองบรรทัด", "steps": ["หนึ่ง", "สอง"]})
    assert read(version.sign()) == version


@pytest.mark.django_db
def test_a_form_carries_where_the_trail_stood_when_it_was_drawn() -> None:
    before = Version("", {}).sign()
    with transaction.atomic():
        event = chain.record("agency.changed", actor=1, agency=1, subject="agency:1")
    assert (read(before).seq, read(Version("", {}).sign()).seq) == (event.seq - 1, event.seq)


def test_of_a_form_that_does_not_say_so_it_is_not_known() -> None:
    older = signing.Signer(salt="form version").sign_object(["0a1b", {"text": "ก"}], compress=True)
    assert (read(older), read(older).seq) == (Version("0a1b", {"text": "ก"}), None)


@pytest.mark.parametrize("forged", ["", "x", "eyJ4IjoxfQ:1:x", "\x00", "ก" * 5000])
def test_what_is_forged_knows_nothing(forged: str) -> None:
    assert read(forged) == NOTHING


def test_what_was_signed_for_something_else_knows_nothing() -> None:
    assert read(signing.Signer(salt="draft of").sign_object(["0a1b", {"text": "ก"}])) == NOTHING


@pytest.mark.django_db
def test_long_words_are_carried_short() -> None:
    said: Any = {"text": "ประชุมประชาคมหมู่บ้าน " * 4000}
    assert len(Version("", said).sign()) < 5000
