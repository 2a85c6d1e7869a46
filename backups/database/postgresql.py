"""PostgreSQL: pg_dump of one snapshot while people write, pg_restore in one transaction."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from backups.errors import NotDone
from files import writing

FILE = "database.dump"
_INSTALLED = Path("/usr/lib/postgresql")
_SESSIONS = "django_session"  # whoever reads a session's key is signed in


@contextmanager
def snapshot(target: Path) -> Iterator[None]:
    """Dumps the database into a file; what is asked of it inside sees the very moment of the dump. Raises NotDone."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [name] = cursor.fetchone()
        options = ["--format=custom", f"--snapshot={name}", f"--exclude-table-data={_SESSIONS}", "--no-owner"]
        _run("pg_dump", *options, "--no-privileges", f"--file={target}", what="สำรองฐานข้อมูล")
        target.chmod(writing.PRIVATE)
        yield


def restore(source: Path) -> None:
    """Puts a dump into the empty database, whole or not at all. Raises NotDone."""
    connection.close()
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--clean", "--if-exists"]
    _run("pg_restore", *options, str(source), what="กู้ฐานข้อมูล")


def faults() -> list[str]:
    """Nothing: pg_restore made every constraint anew, and each was checked."""
    return []


def _run(program: str, *options: str, what: str) -> None:
    """The password goes by the environment, which other users of the machine don't see."""
    arguments, told = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *server, name = arguments[1:]
    command = [_path_of(program), *server, f"--dbname={name}", *options]
    environment = {"HOME": str(Path.home()), "LC_ALL": "C.UTF-8"} | (told or {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - its path
    if done.returncode == 0:
        return
    said = " ".join(done.stderr.split())
    if "No space left on device" in said:
        raise NotDone(f"{what}ไม่ได้: เนื้อที่เต็ม")
    raise NotDone(f"{what}ไม่ได้ ({program}): {said[-500:] or done.returncode}")


def _path_of(program: str) -> str:
    """The newest that is installed: an older pg_dump refuses a newer server. Raises NotDone where there is none."""
    by_version = sorted(_INSTALLED.glob(f"*/bin/{program}"), key=lambda path: _number(path.parts[-3]))
    found = str(by_version[-1]) if by_version else shutil.which(program)
    if found is None:
        raise NotDone(f"ไม่พบโปรแกรม {program} โปรดติดตั้ง postgresql-client รุ่นไม่ต่ำกว่าเซิร์ฟเวอร์")
    return found


def _number(version: str) -> int:
    return int(version) if version.isdigit() else 0
