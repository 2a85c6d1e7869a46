"""Pages in tests name hashed static files, as in production: collected once for each state of the files."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest


def _state() -> str:
    """A digest of all that collectstatic reads."""
    from ita_portal.frame.static_files.finder import FILES, body  # noqa: PLC0415 - a plugin is loaded before Django

    own = sorted(path for path in Path("static").rglob("*") if path.is_file())
    makers = sorted(Path("ita_portal/frame/static_files").glob("*.py"))
    digest = hashlib.sha256(body("bootstrap.min.css"))
    for path in [*own, *makers, *(file.original for file in FILES.values())]:
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session", autouse=True)
def static_root() -> Path:
    """The folder that WhiteNoise serves; kept in the temporary folder for the next run."""
    from django.conf import settings  # noqa: PLC0415 - a plugin is loaded before Django

    root = Path(tempfile.gettempdir()) / f"ita-portal-static-{_state()}"
    if not root.exists():
        made = tempfile.mkdtemp(dir=root.parent)
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(command, check=True, env={**os.environ, "STATIC_ROOT": made})
        try:
            Path(made).rename(root)
        except OSError:
            assert root.exists(), "another run was faster"
    settings.STATIC_ROOT = root
    return root


@pytest.fixture(scope="session", autouse=True)
def listed_once(static_root: Path) -> Iterator[None]:
    """WhiteNoise looks through that folder once a process and not for each client: nothing changes there."""
    from whitenoise import WhiteNoise  # noqa: PLC0415 - a plugin is loaded before Django

    look_through, known = WhiteNoise.update_files_dictionary, WhiteNoise(None)

    def once(noise: WhiteNoise, root: str, prefix: str) -> None:
        if Path(root) != static_root:
            look_through(noise, root, prefix)
            return
        if not known.files:
            look_through(noise, root, prefix)
            known.files.update(noise.files)
        noise.files.update(known.files)

    with mock.patch.object(WhiteNoise, "update_files_dictionary", once):
        yield
