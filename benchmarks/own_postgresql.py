"""A PostgreSQL of a run's own: on loopback, in a folder of its own, with the settings that it is installed with.

Nothing is switched off that keeps what was committed, for runs restart it in the middle and look for what was lost.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPTIONS = "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"


class Server:
    """One that is running; `folder` says all of it, so that a process that was told of the folder finds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        port, self._password = (folder / "address").read_text().split()
        self.port = int(port)

    def url(self, database: str = "portal") -> str:
        """Of one of its databases, as DATABASE_URL wants it."""
        return f"postgres://portal:{self._password}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "") -> None:
        """Makes a database, as a copy of the template where one is named. Raises CalledProcessError."""
        copied = ["--template", template] if template else ["--template", "template0", "--encoding", "UTF8"]
        self._client("createdb", *copied, database)

    def drop(self, database: str) -> None:
        """Removes a database, whoever is still connected."""
        self._client("dropdb", "--force", database)

    def _client(self, program: str, *words: str) -> None:
        to = ["--host", "127.0.0.1", "--port", str(self.port), "--username", "portal"]
        told = {**os.environ, "PGPASSWORD": self._password}
        subprocess.run([_program(program), *to, *words], env=told, check=True)

    def control(self, *words: str) -> None:
        """What `pg_ctl` is to do: `restart -m immediate`, say. Raises CalledProcessError."""
        quiet = subprocess.DEVNULL
        command = [_program("pg_ctl"), *words, "-D", "data", "-w", "-s", "-l", "server.log"]
        subprocess.run(_as_owner(command), cwd=self.folder, check=True, stdin=quiet, stdout=quiet)

    @property
    def process(self) -> int:
        """The key of its first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def server() -> Iterator[Server]:
    """One that runs until the block ends, with an empty database `portal`. Raises SystemExit where there is none."""
    if not installed():
        raise SystemExit("PostgreSQL is not installed: script/setup --postgresql")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        made = _made(folder)
        made.control("start", "-o", _OPTIONS.format(made.port))
        try:
            made.create("portal")
            yield made
        finally:
            made.control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def installed() -> bool:
    """Whether this machine has a server's programs."""
    return bool(_folders())


def _made(folder: Path) -> Server:
    password = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "password").write_text(password)
    (folder / "address").write_text(f"{port} {password}")
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "postgres", str(folder)], check=True)
    options = "-U portal --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8"
    command = [_program("initdb"), "-D", "data", *options.split()]
    subprocess.run(_as_owner(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return Server(folder)


def _as_owner(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def _folders() -> list[Path]:
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted((each for each in found if (each / "initdb").exists()), key=lambda each: float(each.parent.name))


def _program(name: str) -> str:
    return str(_folders()[-1] / name)
