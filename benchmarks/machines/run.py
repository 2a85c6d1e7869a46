"""The whole run: kills while people work, a backup meanwhile, restores elsewhere, and what must be equal."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from benchmarks.killing import Torn, check_whole
from benchmarks.machines.killer import Killer
from benchmarks.machines.people import Office, verify
from tests.files.shelves import ObjectServer
from tests.house.tree import ROOT
from tests.machines.machines import NAMES, Machines

_SAMPLE = 10_000  # signed reports whose signatures a restore looks at: all
_AT_FIRST = 1  # reports that go their whole road before the first kill
# Whoever makes and restores a backup writes that down; a copy leaves out who is signed in and what is counted.
_NOT_COMPARED = {"audit_event", "audit_head", "django_session", "django_migrations"}
Facts = dict[str, Any]
Compare = Callable[[Facts], None]


def run(folder: Path, objects: ObjectServer, kills: int, seed: int) -> None:
    """All of it; prints what was counted. Raises Torn at a finding."""
    machines = Machines(folder / "machines", _shared(folder, _address(), settings.FILES_URL))
    machines.does("prepare", "collectstatic", "--noinput", "-v", "0")
    archives = folder / "archives"
    with machines.at_work():
        assert machines.proxy is not None
        office = Office(machines.proxy, seed)
        killer = Killer(machines, random.Random(seed), dict.fromkeys(NAMES, timezone.now()))
        with office.at_work():
            _await_first(office)
            known, during = _kill_and_back_up(machines, office, killer, kills, archives)
            killer.await_all()
        for code in office.codes:
            verify(machines.proxy, code)
        served = dict(machines.proxy.served)
    check_whole()
    _require_no_errors(machines)
    _say(f"{connection.vendor}: {kills} kills, seed {seed}", killer.counted, office.counted, served)
    here = _whole(machines, "signer", office)
    _restore(folder / "during", objects, machines, during, lambda there: _holds(there, here, known))
    machines.does("signer", "backup", str(archives))
    quiet = max(archives.glob("portal-*"))
    _restore(folder / "after", objects, machines, quiet, lambda there: _equals(there, here))
    print("nothing torn, nothing lost; both archives restored elsewhere, every verdict equal")


def _shared(folder: Path, database: str, files: str) -> dict[str, str]:
    return {
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": database,
        "FILES_URL": files,
        "CACHE_URL": "dbcache://portal_cache",
        "STATIC_ROOT": str(folder / "static"),
        "MFA_REQUIRED": "false",
        "SIGNING_DEMO": "true",
    }


def _address(name: str = "") -> str:
    """Of a database beside the configured one, or this run's own."""
    name = name or str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urllib.parse.urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _await_first(office: Office) -> None:
    while len(office.codes) < _AT_FIRST:
        office.require_well()
        time.sleep(0.2)


def _kill_and_back_up(
    machines: Machines, office: Office, killer: Killer, kills: int, archives: Path
) -> tuple[dict[str, set[str]], Path]:
    """Kills, and begins a backup after half of them; what had been acknowledged when it began, and the archive."""
    said: list[str | BaseException] = []

    def back_up() -> None:
        try:
            said.append(machines.does("backup", "backup", str(archives)))
        except subprocess.CalledProcessError as error:
            said.append(Torn(f"the backup failed: {error.stderr[-2000:]}"))

    thread = threading.Thread(target=back_up)
    known: dict[str, set[str]] = {}
    for number in range(kills):
        if number == kills // 2:
            known = office.done()
            thread.start()
        killer.kill()
        office.require_well()
    thread.join()
    [word] = said
    if isinstance(word, BaseException):
        raise word
    [archive] = archives.glob("portal-*")
    return known, archive


def _require_no_errors(machines: Machines) -> None:
    """No machine logged an error: whoever dies says nothing, and who is left had no trouble of its own."""
    said = [f"{name}: {line}" for name in NAMES for line in machines.log_of(name).splitlines() if '"ERROR"' in line]
    if said:
        raise Torn("\n".join([f"{len(said)} errors were logged", *said[:5]]))


def _say(head: str, *counted: dict[str, int]) -> None:
    print(head)
    for each in counted:
        for what, count in sorted(each.items()):
            print(f"  {what}: {count}")


def _facts(machines: Machines, name: str) -> Facts:
    """What the place holds; its event log is looked over by its own command first."""
    command = [sys.executable, "-m", "benchmarks.machines.facts"]
    told = machines.environment(name)
    said = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True).stdout
    found: Facts = json.loads(said)
    return found


def _whole(machines: Machines, name: str, office: Office) -> Facts:
    """The facts of the place where people worked; all that was acknowledged is there, once."""
    found, done = _facts(machines, name), office.done()
    texts = [text for text in found["texts"] if text in done["texts"]]
    if sorted(done["texts"]) != texts:
        raise Torn(f"{len(done['texts'])} acknowledged actions, {len(texts)} are there")
    if sorted(done["files"]) != found["sent"]:
        raise Torn(f"{len(done['files'])} files were sent, {len(found['sent'])} are there")
    if not done["codes"] <= found["published"].keys():
        raise Torn(f"published and not there: {done['codes'] - found['published'].keys()}")
    if {found["verdicts"][digest] for digest in found["published"].values()} != {"ISSUED"}:
        raise Torn(f"verdicts: {found['verdicts']}")
    numbers = {what: len(found[what]) for what in ("texts", "sent", "published", "files", "log")}
    print("  there at the end: " + ", ".join(f"{number} {what}" for what, number in numbers.items()))
    return found


def _holds(there: Facts, here: Facts, known: dict[str, set[str]]) -> None:
    """An archive made meanwhile: all that was acknowledged before, and nothing that is not here too."""
    for what, key in (("texts", "texts"), ("files", "sent"), ("codes", "published")):
        if not known[what] <= set(there[key]) <= set(here[key]):
            raise Torn(f"{what}: {len(known[what])} before, {len(there[key])} restored, {len(here[key])} here")
    for digest in there["published"].values():
        if there["verdicts"][digest] != here["verdicts"][digest]:
            raise Torn(f"{digest}: {there['verdicts'][digest]}, and here {here['verdicts'][digest]}")
    common = len(there["log"]) - 1  # and that it was restored
    if there["log"][:common] != here["log"][:common]:
        raise Torn("the event log goes another way")
    print(f"  made while people wrote: {len(there['published'])} published, {len(there['files'])} files, as here")


def _equals(there: Facts, here: Facts) -> None:
    """An archive of the end: each table, file, report and verdict."""
    for what in ("rows", "verdicts", "reports", "files", "texts", "sent", "published"):
        if there[what] != here[what]:
            raise Torn(f"{what} differ")
    tables = {name for name, content in here["tables"].items() if there["tables"][name] != content}
    if tables - _NOT_COMPARED:
        raise Torn(f"tables differ: {tables - _NOT_COMPARED}")
    if there["log"][: len(here["log"])] != here["log"]:
        raise Torn("the event log goes another way")
    equal = len(here["tables"]) - len(tables)
    print(f"  made at the end: {equal} tables, {len(here['files'])} files, {len(here['verdicts'])} verdicts equal")


def _restore(folder: Path, objects: ObjectServer, source: Machines, archive: Path, compare: Compare) -> None:
    """Elsewhere: another database, another bucket, another folder; the keys come from their safe."""
    with _another_database(folder) as address:
        there = Machines(folder, _shared(source.folder.parent, address, objects.bucket()))
        shutil.copytree(source.keys_of("signer"), there.keys_of("signer"))
        there.does("signer", "restore", str(archive), "--verify", "--sample", str(_SAMPLE))
        found = _facts(there, "signer")
        compare(found)
        there.ports = {name: port for name, port in there.ports.items() if name == "web-1"}
        there.start("web-1")
        try:
            while not there.is_alive("web-1"):
                time.sleep(0.2)
            for code in found["published"]:  # on a machine without keys
                verify(there, code)
        finally:
            there.stop()


@contextlib.contextmanager
def _another_database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        folder.mkdir(parents=True)
        yield _address(str(folder / "portal.sqlite3"))
        return
    name, usual = f"machines_{uuid.uuid4().hex[:12]}", connections["default"]
    with usual._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield _address(name)
    finally:
        with usual._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
