"""Readers: bytes of a file to a Reading; READERS maps a file name's extension to its reader, loaded when needed."""

from collections.abc import Callable
from importlib import import_module

from document.readers.reading import Reading

Reader = Callable[..., Reading]
READERS = {".txt": "document.readers.text", ".json": "document.readers.json", ".pdf": "reports.formats.pdf_reader"}
LARGEST = 25 * 1024 * 1024  # bytes of any file that some reader takes; text and JSON stop earlier


def reader_for(extension: str) -> Reader | None:
    """The `read(data, *, agency="", catalogue=None)` for an extension with its dot, or None."""
    module = READERS.get(extension.lower())
    return None if module is None else import_module(module).read


__all__ = ["LARGEST", "READERS", "Reading", "reader_for"]
