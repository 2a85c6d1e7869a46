"""A file is there whole or not at all, and a write that fails leaves no part of it behind."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.heads import Head, HeadFileError, write_head
from document import ReportError
from files import disk, store, writing
from files.disk import Disk
from reports.formats import disk as report_files

FULL = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")


def left_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_document(folder: Path) -> None:
    report_files.write(folder / "report.json", b"new")


def keep_head(folder: Path) -> None:
    write_head(folder / "head.json", Head(1, "0" * 64))


def put_in_store(folder: Path) -> None:
    store.put(b"new")


def make_key(folder: Path) -> None:
    writing.create(folder / "key.pem", b"new", mode=writing.PRIVATE)


WRITERS: list[Callable[[Path], None]] = [write_document, keep_head, put_in_store, make_key]


@pytest.mark.parametrize("fault", [FULL, READ_ONLY], ids=["full", "read-only"])
@pytest.mark.parametrize("step", ["fsync", "open"])
def test_whoever_writes_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: OSError
) -> None:
    monkeypatch.setattr("django.conf.settings.DATA_DIR", tmp_path)
    for name in ("report.json", "head.json"):
        (tmp_path / name).write_bytes(b"old")
    before = left_in(tmp_path)

    def fail(*_: object, **__: object) -> int:
        raise fault

    for write in WRITERS:
        with monkeypatch.context() as broken, pytest.raises((OSError, ReportError, HeadFileError)) as said:
            broken.setattr(os, step, fail)
            write(tmp_path)
        assert left_in(tmp_path) == before, write.__name__
        reason = "เนื้อที่เต็ม" if fault is FULL else "ที่เก็บนี้อ่านได้อย่างเดียว"
        assert isinstance(said.value, OSError) or reason in str(said.value), write.__name__


def test_a_file_is_replaced_whole_and_is_as_readable_as_asked(tmp_path: Path) -> None:
    was = os.umask(0o027)
    try:
        for mode, expected in ((writing.PRIVATE, 0o600), (writing.ORDINARY, 0o640)):
            writing.replace(tmp_path / "file", b"words", mode=mode)
            assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == expected
    finally:
        os.umask(was)
    assert left_in(tmp_path) == {"file": b"words"}


def test_of_two_who_create_a_file_the_second_changes_nothing(tmp_path: Path) -> None:
    came = [writing.create(tmp_path / "key", data, mode=writing.PRIVATE) for data in (b"first", b"second")]
    assert (came, left_in(tmp_path)) == ([True, False], {"key": b"first"})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Disk.OK),
        ({"f_bavail": 0}, Disk.FULL),
        ({"f_bavail": 255}, Disk.FULL),
        ({"f_favail": 0}, Disk.FULL),
        ({"f_files": 0, "f_favail": 0}, Disk.OK),
        ({"f_flag": os.ST_RDONLY}, Disk.READ_ONLY),
        ({"f_flag": os.ST_RDONLY, "f_bavail": 0}, Disk.READ_ONLY),
    ],
)
def test_what_a_disk_can_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts: dict[str, int], expected: Disk
) -> None:
    usual = {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 9999, "f_bfree": 9999, "f_bavail": 9999}
    usual |= {"f_files": 99, "f_ffree": 99, "f_favail": 99, "f_flag": 0, "f_namemax": 255}
    found = os.statvfs_result(tuple((usual | facts).values()))
    monkeypatch.setattr(os, "statvfs", lambda folder: found)
    assert disk.state(tmp_path) == expected
    assert disk.free_megabytes(tmp_path) == (usual | facts)["f_bavail"] * 4096 // 1024 // 1024


def test_a_folder_that_is_gone_takes_nothing(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert (disk.state(gone), disk.free_megabytes(gone)) == (Disk.GONE, 0)
