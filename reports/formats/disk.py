"""Report files on disk: read within the limit, written whole or not at all; all that goes wrong is a ReportError."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from document.errors import refuse
from document.readers.reading import Reading
from files import writing
from ita.catalogue import Catalogue
from paper.paper import Paper
from reports.formats.registry import LARGEST, READABLE, WRITABLE, Writer, reader_for, writer_for
from thai.difference import clusters_of

LONGEST_NAME = 255  # bytes: of a Thai name 85 letters
WARNINGS = ".warnings.txt"


def read(source: Path, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0) -> Reading:
    """A report file by its extension, against the program's own catalogue unless one is given; `year` is that of its
    measures where it says none. ReportError for one that cannot be opened or read.
    """
    reader = reader_for(source.suffix)
    if reader is None:
        raise refuse(source.name, f"อ่านนามสกุลแฟ้มนี้ไม่ได้ อ่านได้ {' '.join(READABLE)}")
    try:
        with source.open("rb") as file:
            data = file.read(LARGEST + 1)  # one more, so that the reader sees that it is too large
    except (OSError, ValueError) as error:
        raise refuse(str(source), f"เปิดแฟ้มไม่ได้ {_why(error)}") from error
    return reader(data, agency=agency, catalogue=catalogue, year=year)


def writer_to(target: Path, paper: Paper | None = None) -> Writer:
    """The writer of a file by its extension; ReportError where there is none."""
    writer = writer_for(target.suffix, paper)
    if writer is None:
        raise refuse(target.name, f"เขียนนามสกุลแฟ้มนี้ไม่ได้ เขียนได้ {' '.join(WRITABLE)}")
    return writer


def write(path: Path, data: bytes) -> None:
    """All of it or nothing: written beside, synced, then renamed; ReportError where that cannot be."""
    try:
        writing.replace(path, data, mode=writing.ORDINARY)
    except (OSError, ValueError) as error:
        raise refuse(str(path), f"เขียนแฟ้มไม่ได้ {_why(error)}") from error


def remove(path: Path) -> None:
    """The file is gone, if it was there; ReportError where that cannot be."""
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise refuse(str(path), f"ลบแฟ้มไม่ได้ {_why(error)}") from error


def present(path: Path) -> bytes | None:
    """What the file holds now; None where there is none. ReportError where it cannot be read, or is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise refuse(str(path), f"เขียนแฟ้มไม่ได้ {_why(error)}") from error


def warnings_beside(target: Path) -> Path:
    """Where the warnings about a target go: TARGET.warnings.txt.

    A name too long for that is cut between letters, keeps its extension, and has a few digits of the whole name's
    SHA-256 before it, so that no two targets share their warnings.
    """
    whole = target.name + WARNINGS
    if len(os.fsencode(whole)) <= LONGEST_NAME:
        return target.with_name(whole)
    end = f"~{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]}{target.suffix}{WARNINGS}"
    room, kept = LONGEST_NAME - len(os.fsencode(end)), ""
    for letter in clusters_of(target.stem):
        if len(os.fsencode(kept + letter)) > room:
            break
        kept += letter
    return target.with_name(kept + end)


def are_same(source: Path, target: Path) -> bool:
    """Whether both names lead to one file; a name that no file can have leads to none."""
    try:
        return source.exists() and target.exists() and source.samefile(target)
    except (OSError, ValueError):
        return False


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "ชื่อแฟ้มมีอักขระที่ใช้ไม่ได้"
    return writing.reason(error)
