"""A real disk of a few megabytes with a portal on it, which can be filled and made read-only; the server beside it."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests import migrated
from tests.house.tree import ROOT

_SEED = """
import django
django.setup()
from django.utils import timezone
from ita_portal.demo import agency, past_report
for sign in agency.seed():
    print(sign.username, sign.password)
print("published as", past_report.publish(now=timezone.now()).round.code)
"""
_FILLING = "filling"
_PATIENCE = 30  # seconds
# A field as the portal draws it; its value is in the attribute, or between the tags.
_FIELD = re.compile(
    r'<(?:input(?=[^>]*type="hidden")[^>]*name="([^"]+)"[^>]*value="([^"]*)"|textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)<)',
    re.S,
)


@dataclass
class SmallDisk:
    """A file system in memory, `megabytes` large."""

    folder: Path

    def fill(self) -> None:
        """Until not one byte more finds room."""
        with (self.folder / _FILLING).open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                while _writes(file.fileno(), size):
                    pass

    def make_room(self) -> None:
        (self.folder / _FILLING).unlink()

    def turn(self, how: str) -> None:
        """`ro` or `rw`; waits for who still has a file open to write: a server lets go once its answer is out."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return _mount("-o", f"remount,{how}", str(self.folder))
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def files(self) -> set[str]:
        """All that lies there, but for what SQLite keeps beside its database and what counts sign-ins."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return {str(path) for path in found if path.suffix != ".djcache" and not path.name.endswith(("-shm", "-wal"))}


def _writes(number: int, size: int) -> bool:
    try:
        return os.write(number, b"x" * size) > 0
    except OSError:
        return False


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A disk of that size in the folder while it is wanted; where nothing may be mounted, the test is skipped."""
    folder.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"mounting is not permitted here: {error}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


@dataclass
class Portal:
    """The demonstration with its published report in a folder, as script/server runs it in production."""

    environment: dict[str, str]
    passwords: dict[str, str]
    report: str
    port: int = 0

    @contextmanager
    def served(self) -> Iterator[None]:
        """While the server answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/server.py", "--bind", f"127.0.0.1:{self.port}"]
        with subprocess.Popen([*command, "ita_portal.wsgi"], cwd=ROOT, env=self.environment) as server:
            try:
                self._wait(server)
                yield
            finally:
                server.terminate()

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert server.poll() is None, "the server does not start"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the server does not answer")


def a_portal(folder: Path, static: Path) -> Portal:
    """Seeds the demonstration."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "CACHE_URL": f"filecache://{folder}/cache",
        "SIGNING_DIR": f"{folder}-keys",
        "SIGNING_DEMO": "true",
        "STATIC_ROOT": str(static),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS_ONLY": "false",
        "MFA_REQUIRED": "false",
        "DEBUG": "false",
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    }
    migrated.copy_to(folder / "portal.sqlite3")
    seed = {**environment, "DEBUG": "true"}
    out = subprocess.run(
        [sys.executable, "-c", _SEED], cwd=ROOT, env=seed, check=True, capture_output=True, text=True
    ).stdout
    said = dict(line.rsplit(" ", 1) for line in out.splitlines())
    return Portal(environment, said, f"/r/{said.pop('published as')}/")


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """A browser without scripts, that follows no redirect."""

    portal: Portal
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> Answer:
        return self._send(urllib.request.Request(self._url(path)))

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        body = urllib.parse.urlencode(fields).encode()
        return self._send(urllib.request.Request(self._url(path), body, {"Origin": self._url(""), **headers}))

    def fields(self, page: Answer) -> dict[str, str]:
        """What the fields of a page's last form hold, hidden ones and texts."""
        assert page.status < 600 and "<form" in page.text
        form = page.text.rpartition('<form method="post"')[2].partition("</form>")[0]
        return {a or b: unescape(c or d) for a, c, b, d in _FIELD.findall(form)}

    def sign_in(self, username: str) -> Answer:
        page = self.get("/accounts/login/")
        said = {"login": username, "password": self.portal.passwords[username]}
        return self.post("/accounts/login/", {**self.fields(page), **said})

    def _url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.portal.port}{path}"

    def _send(self, request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _Stays())
        try:
            with opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read(), dict(error.headers))


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None
