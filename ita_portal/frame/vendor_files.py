"""Static files out of installed packages: an allow list, for whole package folders took 38 s to collect."""

from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

FOLDER = "vendor"
# name under /static/vendor/ -> distribution, path inside it; the map is named by the style sheet's last line
FILES = {
    "bootstrap.min.css": ("bootstrap-wrapper", "bootstrap/css/bootstrap.min.css"),
    "bootstrap.min.css.map": ("bootstrap-wrapper", "bootstrap/css/bootstrap.min.css.map"),
    "htmx-2.min.js": ("django-htmx", "django_htmx/static/django_htmx/htmx-2.min.js"),
    "Sarabun-Regular.ttf": ("fontpkg-sarabun", "fontpkg_sarabun/files/Sarabun-Regular.ttf"),
    "Sarabun-SemiBold.ttf": ("fontpkg-sarabun", "fontpkg_sarabun/files/Sarabun-SemiBold.ttf"),
}


def package_file(name: str) -> Path:
    """Where an allowed file lies; KeyError for a name that is not listed."""
    package, path = FILES[name]
    return Path(str(distribution(package).locate_file(path))).resolve()


class VendorFinder(BaseFinder):
    """Finds the listed files as vendor/<name>, for collectstatic, runserver and WhiteNoise alike."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's own signature
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's own signature
        folder, _, name = path.partition("/")
        found = [str(package_file(name))] if folder == FOLDER and name in FILES else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for name in FILES:
            storage = FileSystemStorage(location=str(package_file(name).parent))
            storage.prefix = FOLDER  # type: ignore[attr-defined]  # where collectstatic puts the file
            yield name, storage
