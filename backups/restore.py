"""An archive becomes an installation again: files first, each under its digest, then the database in one step.

Whoever is stopped in the middle leaves an installation that is still empty, and begins again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from audit import chain
from backups import archives, manifest
from backups.database import engines
from backups.errors import NotDone, of_disk
from backups.make import FOLDER, digest_of
from backups.manifest import Manifest
from files import store

_LOT = 500  # files between two words to whoever waits


@dataclass
class Restored:
    """`broken` are paths of the archive whose bytes are others or gone; all else was put back."""

    manifest: Manifest
    files: int = 0
    broken: list[str] = field(default_factory=list)


def examine(folder: Path) -> Manifest:
    """What the archive says of itself, if this program and this installation can take it. Raises NotDone."""
    found = manifest.read(_one(folder))
    if found.engine != connection.vendor:
        raise NotDone(
            f"สำเนานี้ทำจาก {found.engine} แต่ DATABASE_URL เป็น {connection.vendor} "
            f"โปรดกู้ลงใน {found.engine} ก่อน แล้วย้ายด้วย manage.py move_database"
        )
    later = sorted(set(found.migrations) - engines.known())
    if later:
        raise NotDone(f"สำเนานี้ทำด้วยโปรแกรมรุ่นใหม่กว่า ({found.portal}; {later[0]}) โปรดใช้โปรแกรมรุ่นนั้น")
    if engines.is_in_use():
        raise NotDone("ระบบนี้มีข้อมูลอยู่แล้ว จึงไม่กู้ทับ โปรดกู้ลงในฐานข้อมูลที่ว่าง")
    if connection.vendor == "postgresql" and engines.has_tables() and engines.applied() != sorted(found.migrations):
        raise NotDone("ฐานข้อมูลนี้มีตารางของรุ่นอื่นอยู่แล้ว โปรดสร้างฐานข้อมูลใหม่ที่ว่าง")
    return found


def check(folder: Path, tell: Callable[[int], None]) -> list[str]:
    """The paths whose bytes are not those of the list, or gone; `tell` hears how many were read. Raises NotDone."""
    wrong = []
    for read, (path, digest) in enumerate(manifest.sums(folder), start=1):
        if not _is(folder / path, digest):
            wrong.append(path)
        if read % _LOT == 0:
            tell(read)
    return wrong


def restore(folder: Path, tell: Callable[[int], None]) -> Restored:
    """Puts everything back and brings the tables to this program's version. Raises NotDone; then nothing is in use."""
    done = Restored(examine(folder))
    database = folder / done.manifest.database
    for path, digest in manifest.sums(folder):
        if path == done.manifest.database and not _is(database, digest):
            raise NotDone(f"ฐานข้อมูลในสำเนานี้เสียหาย ({path}) จึงกู้ไม่ได้ โปรดใช้สำเนาอื่น")
        if path.startswith(f"{FOLDER}/"):
            _put(folder, path, digest, done)
            if done.files % _LOT == 0:
                tell(done.files)
    engines.engine().restore(database)
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        facts = {"seq": done.manifest.head.seq, "files": done.files, "damaged": len(done.broken)}
        chain.record("backup.restored", actor=None, agency=None, subject="backup", data=facts)
    return done


def _put(folder: Path, path: str, digest: str, done: Restored) -> None:
    """The rest is worth having without a file that is broken."""
    try:
        data = (folder / path).read_bytes()
    except OSError:
        done.broken.append(path)
        return
    if hashlib.sha256(data).hexdigest() != digest or Path(path).name != digest:
        done.broken.append(path)
        return
    try:
        store.put(data)
    except OSError as error:
        raise of_disk(error, what="กู้แฟ้ม") from error
    done.files += 1


def _is(path: Path, digest: str) -> bool:
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def _one(folder: Path) -> Path:
    """The archive itself. Raises NotDone that names the newest where the folder holds several."""
    try:
        held = [] if (folder / manifest.NAME).exists() else archives.found(folder)
    except OSError:
        return folder
    if held:
        raise NotDone(f"{folder} มีสำเนาสำรอง {len(held):,} ชุด โปรดระบุชุดที่ต้องการ ชุดล่าสุดคือ {held[-1].path}")
    return folder
