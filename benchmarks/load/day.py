"""One run, from an empty server to its figures."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import own_postgresql
from benchmarks.load.measured import Cost, Measured
from benchmarks.load.people import requests
from benchmarks.load.portal import cpu
from benchmarks.load.portal.disturbances import Disturbances, Disturbed
from benchmarks.load.portal.machines import ROOT, Machines, running
from benchmarks.load.portal.scene import World
from benchmarks.load.results import Results
from benchmarks.own_postgresql import Server

# Nothing leaves this machine or the folder of the run; what is not said here is as in production.
OWN = {
    "DEBUG": "false",
    "DEMO": "",
    "HTTPS_ONLY": "false",
    "BEHIND_PROXY": "true",  # so that each person has an address of their own
    "PORTAL_URL": "http://127.0.0.1",
    "ALLOWED_HOSTS": "127.0.0.1",
    "MFA_REQUIRED": "false",
    "SIGNING_DEMO": "true",
    "SIGNING_ELSEWHERE": "",
    "WEB_CONCURRENCY": "1",  # of each of the two machines that serve pages
    "FILES_URL": "",
    "CACHE_URL": "",
    "BACKUP_DIR": "",
    "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
}


class Day:
    """The words of the command line, done."""

    def __init__(self, told: argparse.Namespace) -> None:
        self._told = told

    def run(self) -> Results:
        """Raises SystemExit where it can't be tried."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-")))
            server = Server(self._told.server) if self._told.server else stack.enter_context(own_postgresql.server())
            database = stack.enter_context(self._database(server))
            environment = _environment(folder, server.url(database))
            world = self._world()
            machines = stack.enter_context(running(environment, folder))
            return self._results(world, machines, server, folder)

    @contextmanager
    def _database(self, server: Server) -> Iterator[str]:
        name = f"load_{os.getpid()}"
        server.create(name, self._told.country)
        try:
            yield name
        finally:
            from django.db import connections  # noqa: PLC0415 - set up meanwhile

            connections.close_all()
            server.drop(name)

    def _world(self) -> World:
        import django  # noqa: PLC0415 - reads the environment that was made

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        from benchmarks.load.portal import scene  # noqa: PLC0415 - models can be imported once Django is set up

        call_command("migrate", verbosity=0)
        call_command("load_catalogue", stdout=sys.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not self._told.country:
            scene.load(self._told.agencies)
        world = scene.prepare()
        world.people, world.seconds = self._told.people, self._told.seconds
        world.pace, world.seed = self._told.pace, self._told.seed
        return world

    def _results(self, world: World, machines: Machines, server: Server, folder: Path) -> Results:
        from django.db import connections  # noqa: PLC0415 - as the next

        from benchmarks.load.portal import found, room  # noqa: PLC0415 - models can be imported once Django is set up

        world.hosts = [each.url for each in machines.web]
        world.processes = machines.processes(server.process)
        database = room.of_database(world)
        world.write(folder / "world.json")
        costs = self._alone(world, folder)
        before = cpu.spent(world.processes)
        with self._disturbances(machines, server) as disturbed:
            _say("all at once")
            came = _driven(folder, 0)
        after = cpu.spent({**world.processes, "database": [server.process]})
        memory = cpu.memory(machines.processes(server.process))
        _say("looking for what was lost")
        connections.close_all()  # this process's own may be to a server that was restarted
        return Results(
            world,
            Measured(costs, memory, database, room.of_files(world)),
            all=list(requests.read(folder / "requests.jsonl")),
            spent={} if disturbed else {key: after[key] - before[key] for key in before},
            faults=came["faults"],
            refused=came["refused"],
            counted=found.counted(folder / "book.jsonl"),
            missing=list(found.missing(folder / "book.jsonl")),
            disturbed=disturbed,
        )

    def _alone(self, world: World, folder: Path) -> dict[str, Cost]:
        """What each act costs by itself; raises SystemExit where one fails."""
        if not self._told.times:
            return {}
        _say("each act alone")
        found = _driven(folder, self._told.times)
        if found["faults"] or found["refused"]:
            raise SystemExit(f"an act failed though nobody else was there: {found}")
        (folder / "requests.jsonl").unlink()
        _leave_out_what_was_done(world, folder)
        return {name: Cost(**cost) for name, cost in found["costs"].items()}

    @contextmanager
    def _disturbances(self, machines: Machines, server: Server) -> Iterator[list[Disturbed]]:
        """Those that came, once the block has ended; none unless told to kill."""
        found: list[Disturbed] = []
        if not self._told.kill:
            yield found
            return
        thread = Disturbances(machines, server, self._told.seconds)
        thread.start()
        yield found
        thread.join()
        found += thread.found


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _leave_out_what_was_done(world: World, folder: Path) -> None:
    """The reports that the one person of before submitted."""
    from benchmarks.load.portal.found import entries  # noqa: PLC0415 - models can be imported once Django is set up

    done = {entry["plan"] for entry in entries(folder / "book.jsonl") if "plan" in entry}
    world.reports = [report for report in world.reports if report[3] not in done]
    world.write(folder / "world.json")


def _driven(folder: Path, times: int) -> Any:  # noqa: ANN401 - JSON
    """What the process of the people said."""
    command = [sys.executable, "-m", "benchmarks.load.people.driver", str(folder), *([str(times)] if times else [])]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _environment(folder: Path, database: str) -> dict[str, str]:
    """Of this process and of the machines."""
    os.environ |= {
        **OWN,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": database,
        "DATA_DIR": f"{folder}/data",
        "SIGNING_DIR": f"{folder}/keys",
        "STATIC_ROOT": f"{folder}/static",
    }
    return dict(os.environ)
