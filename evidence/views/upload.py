"""Receives files that are to be evidence: onto the disk without a name, no more of them than may be attached."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from evidence.intake.kinds import LARGEST_FILE, MB, MOST_FILES
from evidence.names import as_given

LARGEST_AT_ONCE = 100 * MB  # of one form; deploy/nginx.conf lets a little more through
_TOO_LARGE = f"ใหญ่เกิน {LARGEST_FILE // MB} MB โปรดย่อแล้วเลือกอีกครั้ง"
_TOO_MUCH = f"ส่งพร้อมกันได้ไม่เกิน {LARGEST_AT_ONCE // MB} MB โปรดแนบไฟล์นี้อีกครั้งแยกต่างหาก"
_TOO_MANY = f"ส่งพร้อมกันได้ไม่เกิน {MOST_FILES} ไฟล์ โปรดแนบไฟล์นี้อีกครั้งแยกต่างหาก"


class FilesOfForm(FileUploadHandler):
    """Its files have no name on disk: whatever happens to the request, nothing of them is left behind.

    `refused` are names and reasons of what was thrown away as it came; the others arrive.
    """

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refused: list[tuple[str, str]] = []
        self._received: IO[bytes] = io.BytesIO()
        self._count, self._total = 0, 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begins with the next file of the form."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        self._count += 1
        self._received = io.BytesIO()  # that of the file before is the form's now
        if self._count > MOST_FILES:
            self._refuse(_TOO_MANY)
        self._received = tempfile.TemporaryFile()  # noqa: SIM115 - the request closes it with its files

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes a piece, or throws the rest of the file away."""
        self._total += len(raw_data)
        if start + len(raw_data) > LARGEST_FILE:
            self._refuse(_TOO_LARGE)
        if self._total > LARGEST_AT_ONCE:
            self._refuse(_TOO_MUCH)
        with self._closing_what_fails():
            self._received.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file as the form has it."""
        with self._closing_what_fails():
            self._received.seek(0)
        return UploadedFile(self._received, self.file_name, self.content_type, file_size, self.charset)

    def _refuse(self, reason: str) -> None:
        self.refused.append((as_given(self.file_name or ""), reason))
        self._received.close()
        raise SkipFile

    @contextmanager
    def _closing_what_fails(self) -> Iterator[None]:
        """On a disk that is full the file is given back at once: its room is wanted."""
        try:
            yield
        except OSError:
            with suppress(OSError):  # what is still to be written finds no room either
                self._received.close()
            raise
