"""What a small office's portal takes of a machine's memory and disk, each figure beside its goal.

    .venv/bin/python -m benchmarks.memory [VENV]

Sets up the demonstration in a folder of its own, starts server and worker as script/server does, and has its people
and a stranger walk over the pages, several at once. Memory is the share (PSS) of all processes together, in MiB: what
two of them use is counted once. VENV is the virtual environment that they run in and whose size on disk is told: one
that script/setup made without what the tests need, and that nothing else on the machine runs in; this one unless told.
Ends with status 1 where a goal is missed. This program itself needs requirements-dev.txt.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import download
from benchmarks.goals import ENVIRONMENT, OFFICE
from benchmarks.own_portal import in_production

PAGES = 80  # that one person looks at
MEASURES = 100
PEOPLE = ("kanda", "mana", "somsak", "wilai", "kamkab", "")
_LINK = re.compile(r'href="(/[^"#?]*)')
# What ends the session, what is laid out as paper, and files.
_LEFT_OUT = re.compile(r"logout|preview|/pages/|\.\w+$|^/static/")


def main(venv: Path) -> int:
    """Returns 1 where a goal is missed."""
    python = str(venv / "bin/python")
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        # A worker beside the server, and memory kept as script/server says.
        os.environ |= in_production(folder, PORTAL_URL="http://127.0.0.1", WORKER_BESIDE="1", **kept_memory())
        # Apart, for what this process loads would count as shared.
        command = [sys.executable, "-m", "benchmarks.memory", "prepare"]
        prepared = subprocess.run(command, cwd=download.ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
        cookies, long_report, idle = json.loads(prepared.splitlines()[-1])
        with download.served(python) as port:
            time.sleep(20)  # the worker's first round
            missed = [*measured(port, cookies, long_report, idle)]
    missed += told(f"the environment {venv}", size_of(venv), ENVIRONMENT)
    return int(bool(missed))


def kept_memory() -> dict[str, str]:
    """The variables that deploy/memory.sh sets for the C library."""
    command = ["/bin/sh", "-ec", ". deploy/memory.sh; env"]
    told = subprocess.run(command, cwd=download.ROOT, env={}, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(line.split("=", 1) for line in told.splitlines() if line.startswith(("MALLOC_", "GLIBC_")))


def prepare() -> tuple[dict[str, str], tuple[str, str], int]:
    """Each person's cookie, cookie and address of a long report, and after how many seconds its press goes home.

    In a process of its own, which is gone when memory is measured.
    """
    import django  # noqa: PLC0415 - reads the environment set above

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415 - models can be imported once Django is set up
    from benchmarks.pages import office  # noqa: PLC0415
    from ita_portal.demo import agency, past_report  # noqa: PLC0415
    from paper.press import press  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_catalogue")
    agency.seed()
    past_report.publish(now=timezone.now())
    plan, people = office(MEASURES)
    cookies = {name: cookie_of(User.objects.get(username=name)) if name else "" for name in PEOPLE}
    pdf = f"/a/{plan.agency.slug}/{plan.year}/report/report.pdf"
    return cookies, (cookie_of(people["coordinator"]), pdf), press.IDLE


def cookie_of(person: object) -> str:
    """The session of somebody who signed in."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(person)  # type: ignore[arg-type]  # a User, whose model can't be named here
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def measured(port: int, cookies: dict[str, str], long_report: list[str], idle: int) -> Iterator[str]:
    """Prints what the office takes at rest, in use and around a long report; yields what takes too much."""
    told("at its start", share(shows=True), None)
    for _ in range(2):
        with ThreadPoolExecutor(len(PEOPLE)) as pool:
            looked_at = sum(pool.map(lambda name: walk(port, cookies[name]), PEOPLE))
    print(f"{looked_at} pages were looked at, twice")
    yield from told("in use", share(shows=True), OFFICE)
    most = Most()
    status, body = ask(port, long_report[1], long_report[0])
    if status != 200 or not body.startswith(b"%PDF"):
        sys.exit(f"{long_report[1]}: {status}")
    told(f"the most while {MEASURES} measures were laid out", most.end(), None)
    told("the press still waits", share(), None)
    time.sleep(idle + 10)
    yield from told(f"{idle} s later", share(shows=True), OFFICE)


def told(what: str, found: float, most: float | None) -> list[str]:
    """Prints a figure beside its goal; returns what it is of where the goal is missed."""
    over = most is not None and found > most
    goal = f" (at most {most:.0f}){'  OVER' if over else ''}" if most is not None else ""
    print(f"{found:7.1f} MiB  {what}{goal}", flush=True)
    return [what] if over else []


def walk(port: int, cookie: str) -> int:
    """Looks at pages as they come, by their links; returns at how many."""
    waiting, seen = ["/"], {"/"}
    for number in range(PAGES):
        if not waiting:
            return number
        path = waiting.pop(0)
        status, body = ask(port, path, cookie)
        if status >= 500:
            sys.exit(f"{path}: {status}")
        for link in _LINK.findall(body.decode(errors="replace")):
            if link not in seen and not _LEFT_OUT.search(link):
                seen.add(link)
                waiting.append(link)
    return PAGES


def ask(port: int, path: str, cookie: str) -> tuple[int, bytes]:
    """The status and the body, wherever it leads."""
    for _ in range(5):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        status, body, leads = answer.status, answer.read(), answer.headers.get("Location", "")
        connection.close()
        if not leads.startswith("/"):
            break
        path = leads
    return status, body


class Most:
    """The largest share that was seen until `end`."""

    def __init__(self) -> None:
        self._seen, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            self._seen = max(self._seen, share())

    def end(self) -> float:
        """The share in MiB."""
        self._over.set()
        self._thread.join()
        return self._seen


def share(*, shows: bool = False) -> float:
    """What all processes below this one take together, in MiB; `shows` prints each."""
    total = 0.0
    for pid in below(os.getpid()):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended just now
        found = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index]
        total += found
        if shows:
            print(f"  {found:7.1f}  {' '.join(words.split()[1:6])}")
    return total


def below(pid: int) -> list[int]:
    """The numbers of all processes that a process started, and those started."""
    try:
        tasks = [each.read_text().split() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    except FileNotFoundError:
        return []
    children = [int(child) for task in tasks for child in task]
    return [each for child in children for each in (child, *below(child))]


def size_of(folder: Path) -> float:
    """What a folder takes of the disk, in MiB; a file of several names once."""
    found = {}
    for each in folder.rglob("*"):
        status = each.lstat()
        found[status.st_ino] = status.st_blocks * 512
    return sum(found.values()) / 1024 / 1024


if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        print(json.dumps(prepare()))
        sys.exit()
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(sys.prefix)))
