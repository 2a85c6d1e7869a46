"""Keeps the demonstration of the version at hand in `releases/`, as its own `manage.py backup` saves it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.house.tree import ROOT

RELEASES = Path(__file__).parent / "releases"
EXPECTED = "expected.json"  # what was true of it when it was kept
ARCHIVE = "archive"
_LARGE = (b"PK\x03\x04", b"\x89PNG")
_LARGEST = 16_000  # bytes of a photograph


def keep() -> Path:
    """Seeds a demonstration on SQLite, saves it and packs it; returns the packed file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _settings_of(folder)
        import django  # noqa: PLC0415 - only now there are settings

        django.setup()
        from backups import manifest  # noqa: PLC0415 - models exist only now

        expected = _seed(folder)
        packed = RELEASES / f"{manifest.version()}.tar.xz"
        (folder / EXPECTED).write_text(json.dumps(expected, indent=1, sort_keys=True))
        with tarfile.open(packed, "w:xz", preset=9) as tar:
            for each in (EXPECTED, ARCHIVE):
                tar.add(folder / each, each, filter=_anybody)
    return packed


def _settings_of(folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "DEBUG": "true",
        "DEMO": "true",
        "PORTAL_URL": "https://portal.example",
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": f"sqlite:///{folder / 'data/portal.sqlite3'}",
        "CACHE_URL": "locmemcache://",
        "SIGNING_DIR": str(folder / "keys"),
    }


def _seed(folder: Path) -> dict[str, object]:
    from django.core.management import call_command  # noqa: PLC0415 - needs settings
    from django.db import connection  # noqa: PLC0415 - needs settings
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from backups.make import make  # noqa: PLC0415 - needs settings
    from tests.upgrades.facts import facts  # noqa: PLC0415 - needs settings

    call_command("migrate", verbosity=0)
    call_command("seed_demo")
    archive, _ = make(folder, at=timezone.now().replace(microsecond=0))
    archive.path.rename(folder / ARCHIVE)
    _leave_out(folder / ARCHIVE)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = {**facts(), "commit": commit.strip()}
    connection.close()
    return found


def _leave_out(archive: Path) -> None:
    """Bundles and large pictures go: they say nothing that database and papers don't, and would fill the repository."""
    from backups import manifest  # noqa: PLC0415 - needs settings

    sums, gone = dict[str, str](), list[str]()
    for path, digest in manifest.sums(archive):
        data = (archive / path).read_bytes()
        if data.startswith(_LARGE) or (data.startswith(b"\xff\xd8") and len(data) > _LARGEST):
            (archive / path).unlink()
            gone.append(digest)
        else:
            sums[path] = digest
    manifest.write(archive, replace(manifest.read(archive), let_go=tuple(gone)), sums)


def _anybody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    sys.stdout.write(f"{keep().relative_to(ROOT)}\n")
