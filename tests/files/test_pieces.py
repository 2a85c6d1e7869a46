"""Pieces of files on their way: whole or not there, told by their bytes, gone with their upload and no other."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from files import pieces, writing
from files.store import Altered

ONE, TWO = "1" * 32, "2" * 32


def left() -> list[str]:
    return sorted(str(path.relative_to(pieces.folder())) for path in pieces.folder().rglob("*") if path.is_file())


def test_a_piece_comes_back_as_it_was_put() -> None:
    digest = pieces.put(ONE, b"first")
    assert (pieces.get(ONE, digest), left()) == (b"first", [f"{ONE}/{digest}"])
    assert pieces.put(ONE, b"first") == digest


@pytest.mark.parametrize("change", ["other bytes", "cut", "gone"])
def test_a_piece_that_is_not_what_it_was_is_told(change: str) -> None:
    digest = pieces.put(ONE, b"first")
    path = pieces.folder() / ONE / digest
    path.unlink() if change == "gone" else path.write_bytes(b"other" if change == "other bytes" else b"fir")
    with pytest.raises(Altered):
        pieces.get(ONE, digest)


def test_a_disk_that_takes_nothing_leaves_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces.put(ONE, b"first")
    before = left()

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        pieces.put(ONE, b"second")
    assert left() == before


def test_an_upload_goes_with_all_its_pieces_and_takes_no_others() -> None:
    kept = pieces.put(TWO, b"first")
    pieces.put(ONE, b"first")
    (pieces.folder() / ONE / f"{writing.PART}half").write_bytes(b"fir")
    for _ in range(2):
        pieces.drop(ONE)
        assert [path.name for path in pieces.folder().iterdir()] == [TWO]
    assert left() == [f"{TWO}/{kept}"]


def test_the_sweep_takes_what_is_unknown_and_leaves_what_is_no_upload_at_all() -> None:
    assert pieces.sweep(set) == []
    kept = pieces.put(TWO, b"first")
    pieces.put(ONE, b"first")
    (pieces.folder() / "note.txt").write_text("of the keeper")
    assert pieces.sweep(lambda: {TWO}) == [ONE]
    assert left() == [f"{TWO}/{kept}", "note.txt"]


@pytest.mark.parametrize("name", ["", "..", "../files", "x" * 32, "1" * 31, f"{'1' * 32}\n", "1" * 33])
def test_no_name_leads_out_of_the_folder(name: str, own_files: Path) -> None:
    with pytest.raises(ValueError, match="not the name"):
        pieces.put(name, b"x")
    with pytest.raises(ValueError, match="not a SHA-256"):
        pieces.get(ONE, name)
    assert not pieces.folder().exists()
