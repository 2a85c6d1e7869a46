"""A kept release as a portal of this version: unpacked, restored, brought up."""

from __future__ import annotations

import json
import tarfile
from io import BytesIO
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
    extract(release.read_bytes(), folder)
    expected: dict[str, Any] = json.loads((folder / EXPECTED).read_text())
    return expected


def extract(packed: bytes, folder: Path) -> None:
    """Unpacks a TAR; Python 3.11 has the filter that later ones ask for in some of its versions alone."""
    with tarfile.open(fileobj=BytesIO(packed)) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)
        tar.extractall(folder)


def saved(folder: Path) -> Manifest:
    return manifest.read(folder / ARCHIVE)


def upgraded(folder: Path) -> tuple[Portal, str]:
    """The portal on SQLite, and what the command said that restored and verified it."""
    portal = portals.an_empty_place(folder / "upgraded", engine=SQLITE)
    return portal, portal.does("restore", str(folder / ARCHIVE), "--verify")
