"""Receives a file that is looked at: into memory and no further, and no more of it than can be examined."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from pades.examination.sandbox import LIMIT


class Passing(FileUploadHandler):
    """Nothing is written to disk; of a file that is too large the rest is thrown away as it comes."""

    chunk_size = 256 * 1024
    limit = LIMIT

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large = False
        self._received = io.BytesIO()

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        self._received = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.limit:
            self.too_large = True
            self._received = io.BytesIO()
            raise SkipFile
        self._received.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        self._received.seek(0)
        return InMemoryUploadedFile(
            self._received, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
