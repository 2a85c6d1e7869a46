"""A kept release as a portal of this version: unpacked, restored, brought up."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

from backups import manifest
from backups.manifest import Manifest
from tests.backups import portals
from tests.backups.portals import SQLITE, Portal
from tests.upgrades.keep_release import ARCHIVE, EXPECTED, RELEASES

KEPT = sorted(RELEASES.glob("*.tar.xz"))


def unpack(release: Path, folder: Path) -> dict[str, Any]:
    """Unpacks it, and returns what was true of it."""
    with tarfile.open(release) as tar:
        tar.extractall(folder, filter="data")
    expected: dict[str, Any] = json.loads((folder / EXPECTED).read_text())
    return expected


def saved(folder: Path) -> Manifest:
    return manifest.read(folder / ARCHIVE)


def upgraded(folder: Path) -> tuple[Portal, str]:
    """The portal on SQLite, and what the command said that restored and verified it."""
    portal = portals.an_empty_place(folder / "upgraded", engine=SQLITE)
    return portal, portal.does("restore", str(folder / ARCHIVE), "--verify")
