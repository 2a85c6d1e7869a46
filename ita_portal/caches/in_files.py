"""The cache in files, on a disk that takes nothing more: nobody is kept from reading, whoever counts is told."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Reading never fails. Writing raises OSError: whoever counts must know that nothing was counted."""

    def __init__(self, dir: str, params: dict[str, Any]) -> None:
        with suppress(OSError):  # its folder is made again before each writing
            super().__init__(dir, params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - as Django has it
        """What is kept; the default where that is expired, damaged or out of reach."""
        try:
            return super().get(key, default, version)
        except OSError:
            return default

    def has_key(self, key: str, version: int | None = None) -> bool:
        try:
            return super().has_key(key, version)
        except OSError:
            return False
