"""Pieces of files on their way: on a machine's disk, or where all web machines find them."""

from __future__ import annotations

import secrets

import pytest
from pytest_django import Settings

from files import pieces, store
from files.errors import Altered, Away
from tests.files.shelves import InBucket, ObjectServer, OnDisk


def an_upload() -> str:
    return secrets.token_hex(16)


@pytest.mark.usefixtures("harm")
def test_pieces_come_back_and_go_with_their_upload() -> None:
    one, other = an_upload(), an_upload()
    digests = [pieces.put(one, body) for body in (b"", b"first", b"second" * 1000)]
    kept = pieces.put(other, b"first")
    assert [pieces.get(one, digest) for digest in digests] == [b"", b"first", b"second" * 1000]
    pieces.drop(one)
    for digest in digests:
        with pytest.raises(Altered, match="cannot be read"):
            pieces.get(one, digest)
    assert pieces.get(other, kept) == b"first"
    pieces.drop(one)  # gone already


@pytest.mark.usefixtures("harm")
def test_a_sweep_takes_uploads_that_nobody_knows_and_no_file_of_the_store() -> None:
    one, other = an_upload(), an_upload()
    piece, file = pieces.put(one, b"first"), store.put(b"first")
    pieces.put(other, b"first")
    assert pieces.sweep(lambda: {one}) == [other]
    assert (pieces.get(one, piece), store.get(file)) == (b"first", b"first")
    assert pieces.sweep(set) == [one]


def test_pieces_are_no_files_of_the_store(harm: OnDisk | InBucket) -> None:
    pieces.put(an_upload(), b"first")
    assert harm.listed() == []


@pytest.mark.usefixtures("harm")
@pytest.mark.parametrize("name", ["", "..", "a" * 31, "A" * 32])
def test_only_an_uploads_own_name_names_one(name: str) -> None:
    for ask in (lambda: pieces.put(name, b"x"), lambda: pieces.get(name, "a" * 64), lambda: pieces.drop(name)):
        with pytest.raises(ValueError, match="upload"):
            ask()


def test_a_bucket_that_is_away_is_no_damage(object_server: ObjectServer, settings: Settings) -> None:
    settings.FILES_URL = object_server.address("nowhere")
    with pytest.raises(Away):
        pieces.get(an_upload(), "a" * 64)
    with pytest.raises(Away):
        pieces.put(an_upload(), b"x")
