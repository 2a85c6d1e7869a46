"""Which views take files, and how each receives them: said on the view, obeyed before anything reads the form."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from accounts.access import View

Handler = Callable[[HttpRequest], FileUploadHandler]


class NoFile(FileUploadHandler):
    """Throws every file away as it comes: the setting FILE_UPLOAD_HANDLERS, for views that declare nothing."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None


class Passing(FileUploadHandler):
    """Receives a file into memory and no further; of one that is too large the rest is thrown away as it comes."""

    chunk_size = 256 * 1024
    limit = 0  # bytes: each view's own handler says how many

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


def takes_files(handler: Handler) -> Callable[[View], View]:
    """The view's form carries files, which `handler` receives, whoever reads the form first."""

    def declare(view: View) -> View:
        view.upload_handler = handler  # type: ignore[attr-defined]  # how a view carries its declaration
        return view

    return declare


def handler_of(view: View) -> Handler | None:
    """What receives a view's files; None for a view that takes none."""
    found: Handler | None = getattr(view, "upload_handler", None)
    return found


def receive_by(request: HttpRequest, view: View) -> None:
    """Files of the request go to the view's own handler; called before its form is read for the first time."""
    handler = handler_of(view)
    if handler is not None:
        request.upload_handlers = [handler(request)]
