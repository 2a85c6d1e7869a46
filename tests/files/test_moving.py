"""Files move between the folder and the object store: whole, as often as one likes, and nothing is lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from files import store
from files.errors import Away
from files.shelves import objects
from files.shelves.folder import Folder
from tests.files.shelves import InBucket, ObjectServer, OnDisk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def address(object_server: ObjectServer, settings: Settings) -> str:
    return object_server.bucket()


@pytest.fixture
def kept(settings: Settings) -> dict[str, bytes]:
    """Some files in the folder, by their digest."""
    bodies = [b"", b"x" * 300_000, *(f"file {number}".encode() for number in range(70))]
    return {store.put(body): body for body in bodies}


def move(*arguments: str) -> str:
    out = StringIO()
    call_command("move_files", *arguments, stdout=out)
    return out.getvalue()


def held(digests: dict[str, bytes]) -> dict[str, bytes]:
    return {digest: store.get(digest) for digest in digests}


def test_there_and_back_nothing_changes(address: str, kept: dict[str, bytes], settings: Settings) -> None:
    settings.FILES_URL = address
    said = move("objects")
    assert f"ดูแล้ว {len(kept)} แฟ้ม: ย้าย {len(kept)}" in said
    assert (held(kept), OnDisk().listed()) == (kept, sorted(kept))  # the source stays unless asked
    assert f"ย้าย 0 (0 MB) มีอยู่แล้ว {len(kept)}" in move("objects")
    assert f"ลบต้นทาง {len(kept)}" in move("objects", "--delete")
    assert (held(kept), OnDisk().listed()) == (kept, [])
    move("folder", "--delete")
    assert InBucket(address).listed() == []
    settings.FILES_URL = ""
    assert held(kept) == kept


def test_a_damaged_file_stays_where_it_is_and_is_named(
    address: str, kept: dict[str, bytes], settings: Settings
) -> None:
    damaged = sha256(b"file 7").hexdigest()
    OnDisk().write(damaged, b"file seven")
    settings.FILES_URL = address
    with pytest.raises(CommandError, match=damaged):
        move("objects", "--delete")
    assert OnDisk().listed() == [damaged]
    assert InBucket(address).listed() == sorted(set(kept) - {damaged})


def test_a_target_that_holds_other_bytes_is_mended_before_the_source_goes(
    address: str, kept: dict[str, bytes], settings: Settings
) -> None:
    settings.FILES_URL = address
    move("objects")
    InBucket(address).write(sha256(b"file 7").hexdigest(), b"half")
    move("objects", "--delete")
    assert (held(kept), OnDisk().listed()) == (kept, [])


def test_a_store_that_goes_away_in_the_middle_leaves_all_files_somewhere(
    address: str, kept: dict[str, bytes], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILES_URL = address
    put, puts = objects.Objects.put, iter(range(1000))

    def failing(self: objects.Objects, digest: str, data: bytes) -> None:
        if next(puts) == 65:
            raise Away(113, "gone")
        put(self, digest, data)

    with monkeypatch.context() as broken, pytest.raises(CommandError, match="ติดต่อที่เก็บไฟล์ไม่ได้"):
        broken.setattr(objects.Objects, "put", failing)
        move("objects", "--delete")
    assert set(OnDisk().listed()) | set(InBucket(address).listed()) == set(kept)
    move("objects", "--delete")
    assert held(kept) == kept


def test_it_can_be_killed_and_run_again(address: str, settings: Settings, tmp_path: Path) -> None:
    bodies = {store.put(body): body for body in (os.urandom(2000) for _ in range(400))}
    env = os.environ | {"FILES_URL": address, "DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "move_files", "objects", "--delete"]
    for moment in (0.0, 0.1):
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert set(Folder(store.folder()).names()) | set(InBucket(address).listed()) >= set(bodies)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert "เสร็จแล้ว" in done.stdout or "ต้นทางไม่มีแฟ้ม" in done.stdout
    settings.FILES_URL = address
    assert held(bodies) == bodies
    assert OnDisk().listed() == []


def test_without_an_address_there_is_nowhere_to_move() -> None:
    with pytest.raises(CommandError, match="FILES_URL"):
        move("objects")
