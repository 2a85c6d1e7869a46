"""What the disk under a folder can take just now; asked of the system, nothing is written."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

LEAST = 1024 * 1024  # bytes: with less, the next form that someone sends is refused


class Disk(StrEnum):
    """Whether a folder can be written to, and why not."""

    OK = "ok"
    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "unavailable"


def state(folder: Path) -> Disk:
    """Asks the system whether the folder's disk can be written to."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return Disk.GONE
    if found.f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK | os.X_OK):
        return Disk.READ_ONLY
    has_names = found.f_files == 0 or found.f_favail > 0  # some file systems count no names
    return Disk.OK if found.f_bavail * found.f_frsize >= LEAST and has_names else Disk.FULL


def free_megabytes(folder: Path) -> int:
    """How much room is left for the portal's user, in MB rounded down; 0 where nobody can tell."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return 0
    return found.f_bavail * found.f_frsize // 1024 // 1024
