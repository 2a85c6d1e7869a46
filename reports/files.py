"""Report files on disk: read within the limit, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from reports.document.errors import refuse
from reports.readers import READERS, Reading, reader_for
from reports.readers.encoding import LIMIT


def read(source: Path, *, agency: str = "") -> Reading:
    """A report file by its extension; ReportError for one that cannot be opened or read."""
    reader = reader_for(source.suffix)
    if reader is None:
        raise refuse(source.name, f"อ่านนามสกุลแฟ้มนี้ไม่ได้ อ่านได้ {' '.join(READERS)}")
    try:
        with source.open("rb") as file:
            data = file.read(LIMIT + 1)  # one more, so that the reader sees that it is too large
    except OSError as error:
        raise refuse(str(source), f"เปิดแฟ้มไม่ได้ ({error.strerror})") from error
    return reader(data, agency=agency)


def replace(path: Path, data: bytes) -> None:
    """All of it or nothing: written beside, synced, then renamed. Raises OSError."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for their owner alone; a report is as readable as any new file.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
