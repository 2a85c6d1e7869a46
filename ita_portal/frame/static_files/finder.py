"""Static files out of installed packages: an allow list, for whole package folders took 38 s to collect.

The style sheet and the fonts are cut down to what the pages use before anybody gets them: where files are collected
that is done then, in DEBUG when a browser first asks, and again once a template or a script has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from files import writing
from ita_portal.frame.static_files import fonts, style_sheet

FOLDER = "vendor"


@dataclass(frozen=True)
class Packaged:
    """A package's file: the distribution, the path inside it, and what makes of its bytes those that browsers get."""

    package: str
    path: str
    made_by: Callable[[bytes], bytes] | None = None

    @property
    def original(self) -> Path:
        """Where the package has it."""
        return Path(str(distribution(self.package).locate_file(self.path))).resolve()


def _cut(sheet: bytes) -> bytes:
    own = (Path(settings.BASE_DIR) / "static" / "portal.css").read_text("utf-8")
    return style_sheet.cut(sheet, style_sheet.pages_words(), own)


_SARABUN = "fontpkg_sarabun/files/Sarabun-{}.ttf"
# name under /static/vendor/ -> what it is made of
FILES = {
    "bootstrap.min.css": Packaged("bootstrap-wrapper", "bootstrap/css/bootstrap.min.css", _cut),
    "htmx-2.min.js": Packaged("django-htmx", "django_htmx/static/django_htmx/htmx-2.min.js"),
    "Sarabun-Regular.woff2": Packaged("fontpkg-sarabun", _SARABUN.format("Regular"), fonts.for_browsers),
    "Sarabun-SemiBold.woff2": Packaged("fontpkg-sarabun", _SARABUN.format("SemiBold"), fonts.for_browsers),
}


def body(name: str) -> bytes:
    """What browsers get under an allowed name; KeyError for one that is not listed."""
    return _body(name, style_sheet.pages_state())


@lru_cache(maxsize=2 * len(FILES))
def _body(name: str, state: object) -> bytes:
    """`state` is what changes when the pages do."""
    file = FILES[name]
    original = file.original.read_bytes()
    return file.made_by(original) if file.made_by else original


def _on_disk(name: str) -> Path:
    """A file with what browsers get: the package's own where nothing is made of it, or no disk takes what is made."""
    if FILES[name].made_by is None:
        return FILES[name].original
    made = body(name)
    path = Path(settings.DATA_DIR) / "static" / hashlib.sha256(made).hexdigest()[:16] / name
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            writing.replace(path, made, mode=writing.ORDINARY)
    except OSError:
        return FILES[name].original
    return path


class MadeStorage(FileSystemStorage):
    """The listed files as collectstatic reads them: always anew, for what they are made of has no one date."""

    prefix = FOLDER  # where collectstatic puts them

    def open(self, name: str, mode: str = "rb") -> File[bytes]:
        """The bytes that browsers get."""
        return ContentFile(body(name), name=name)

    def get_modified_time(self, name: str) -> Any:  # noqa: ANN401 - Django's own signature
        """Raises NotImplementedError, which collectstatic takes for: copy it."""
        raise NotImplementedError(name)


class VendorFinder(BaseFinder):
    """Finds the listed files as vendor/<name>, for collectstatic, runserver and WhiteNoise alike."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's own signature
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's own signature
        folder, _, name = path.partition("/")
        found = [str(_on_disk(name))] if folder == FOLDER and name in FILES else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for name in FILES:
            yield name, MadeStorage()
