"""Makes the virtual environment smaller, and quick to start: script/setup and the container's image run it.

    .venv/bin/python deploy/slim.py remove     what no portal reads goes out of the installed packages
    .venv/bin/python deploy/slim.py compile    what the portal loads is compiled, and nothing else (pip: --no-compile)

Only data and parts that packages do without are removed, never a package: pip takes a missing file for removed when it
installs another version, and brings all of that one. Both may be run again.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = Path(sysconfig.get_path("purelib"))
LANGUAGES = {"en", "th"}
# Of any package: what the compiled modules or the catalogues of words beside them were made of.
SOURCES = {".po", ".pyx", ".pxd", ".c", ".h"}
# Below the folder of packages, with what it is.
UNREAD = (
    "multidict/_testcapi*.so",
    "fontTools/*/*.so",  # the same module stands beside each in Python, and is quick enough for our fonts
    "fontTools/*/*/*.so",
    "django/contrib/gis",  # maps
    "django/contrib/admin/static",  # Django's own administration pages, which no address leads to
    "django/contrib/admindocs",
    "bootstrap/js",  # no page has a script of Bootstrap's
    "lxml/includes",  # for compiling against it
    "lxml/isoschematron",
    "lxml/objectify*.so",  # another way to write XML than ours and python-docx's
    "PIL/_avif*.so",  # a kind of picture that is refused
    "pillow.libs/libavif*",
    "zopfli/*.so",  # fonts of a kind that no page has
)
# Of these folders only some files are read.
READ = {
    "bootstrap/css": {"bootstrap.min.css"},
    # Of the ways to sign in by another's account; none is installed until somebody wants OpenID Connect.
    "allauth/socialaccount/providers": {"__init__.py", "base", "oauth", "oauth2", "openid_connect"},
    "pyphen/dictionaries": {"hyph_en_US.dic"},  # Thai has none, and our paper hyphenates nothing
    "pymupdf_fonts": {
        *("__init__.py", "NotoSans_Regular.py", "NotoSans_Bold.py"),
        *("NotoSansSymbols_Regular.py", "NotoSansSymbols2_Regular.py", "NotoSansMath_Regular.py"),
    },
}
# Loaded by name: of programs that script/server starts.
PROGRAMS = ("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "django.core.management.commands.migrate")
# These do something when they are loaded, or are loaded only where something is installed on wish.
LEFT_OUT = ("paper.press.ready", "files.shelves.objects", "ita_portal.caches.in_redis", "forked.forking")


def remove() -> None:
    """Removes what no portal reads."""
    for path in _unread():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _unread() -> Iterator[Path]:
    """Each is gone before the next is asked for."""
    for pattern in UNREAD:
        yield from list(PACKAGES.glob(pattern))
    for folder, read in READ.items():
        yield from (each for each in list((PACKAGES / folder).glob("*")) if each.name not in read)
    for here, folders, files in os.walk(PACKAGES):
        place = Path(here)
        yield from (place / name for name in files if Path(name).suffix in SOURCES)
        if place.name == "locale":
            yield from (place / name for name in folders if name not in LANGUAGES)
        elif "__pycache__" in folders:
            yield place / "__pycache__"  # of versions that are gone, and of pip


def compile_what_is_loaded() -> None:
    """Loads every module of the portal in a process of its own: Python keeps what it compiles on the way."""
    with tempfile.TemporaryDirectory() as folder:
        told = {
            "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
            "DEBUG": "1",
            "DATA_DIR": folder,
            "CACHE_URL": "locmemcache://",
            "PYTHONPATH": str(ROOT),
        }
        path = {"PATH": os.environ.get("PATH", "")}
        command = [sys.executable, str(Path(__file__).resolve()), "load"]
        subprocess.run(command, cwd=folder, env=path | told, check=True)  # noqa: S603 - this program itself


def load() -> None:
    """Loads every module of the portal, none of which writes anything."""
    import django  # noqa: PLC0415 - not there yet when packages are removed

    django.setup()
    for name in (*PROGRAMS, *_modules()):
        importlib.import_module(name)


def _modules() -> Iterator[str]:
    own = [each.parent.name for each in ROOT.glob("*/__init__.py") if each.parent.name not in ("tests", "benchmarks")]
    for name in own:
        yield name
        for each in pkgutil.walk_packages([str(ROOT / name)], f"{name}."):
            if each.name not in LEFT_OUT and ".migrations" not in each.name:
                yield each.name


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        sys.exit("Only for a virtual environment, not for the system's own packages.")
    {"remove": remove, "compile": compile_what_is_loaded, "load": load}[sys.argv[1]]()
