"""How fast a published PDF downloads beside a static file of the same size from the same server.

    python -m benchmarks.download [REQUESTS]

Publishes the demonstration's report in a folder of its own, starts gunicorn as in production, and asks for both files
in turn, once over one connection and once over several. Ends with status 1 where the published file comes at less than
half the rate of the static one, or is not byte for byte the published one.
"""

from __future__ import annotations

import http.client
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.own_portal import in_production

ROOT = Path(__file__).resolve().parents[1]
LEAST = 0.5
SIZES = {"the report": 0, "1 MB": 1_000_000, "20 MB": 20_000_000}
_STATIC = "benchmark-{}.pdf"


def main(requests: int = 200) -> None:
    with tempfile.TemporaryDirectory(prefix="download-") as folder:
        os.environ |= in_production(folder, CACHE_URL="locmemcache://", WEB_CONCURRENCY="1")
        pairs = prepare(Path(folder))
        with served() as port:
            slow = [name for name, pair in pairs.items() if not compare(name, pair, port, requests)]
        if slow:
            sys.exit(f"slower than {LEAST:.0%} of a static file: {', '.join(slow)}")


def prepare(folder: Path) -> dict[str, tuple[str, str]]:
    """Addresses of a published and a static file of the same bytes, by what they are."""
    import django  # noqa: PLC0415 - reads the environment set above

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from files import store  # noqa: PLC0415
    from ita_portal.demo import agency, past_report  # noqa: PLC0415 - models can be imported once Django is set up
    from reports.models import Publication  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    agency.seed()
    made = past_report.publish(now=timezone.now())
    assert made is not None
    pairs: dict[str, tuple[str, str]] = {}
    files: dict[str, dict[str, Any]] = dict(made.files)
    for number, (name, size) in enumerate(SIZES.items()):
        random = {"digest": store.put(secrets.token_bytes(size)), "size": size} if size else {}
        kept: dict[str, Any] = random or files["report.pdf"]
        # A published file is served by its name; those of other sizes take the places of the other forms.
        place = ("report.pdf", "report.json", "report.csv")[number]
        files[place] = kept
        shutil.copy(store.path_of(str(kept["digest"])), folder / "static" / _STATIC.format(number))
        pairs[name] = (f"/r/{made.round.code}/{place}", f"/static/{_STATIC.format(number)}")
    Publication.objects.filter(pk=made.pk).update(files=files)
    return pairs


@contextmanager
def served(python: str = sys.executable) -> Iterator[int]:
    """The port of a gunicorn as script/server starts it, one process unless told."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [python, "-m", "gunicorn", "--config", "deploy/server.py", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen([*command, "ita_portal.wsgi"], cwd=ROOT) as server:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()


def compare(name: str, pair: tuple[str, str], port: int, requests: int) -> bool:
    """Prints both rates; whether the published file is quick enough by both."""
    published, static = (fetch(port, path) for path in pair)
    if published != static:
        sys.exit(f"{name}: the published file has other bytes")
    count = max(10, min(requests, 400_000_000 // max(1, len(static))))
    print(f"{name}, {len(static):,} bytes, {count} times each")
    one = ratio("one connection", pair, port, count, readers=1, size=len(static))
    eight = ratio("eight at once", pair, port, count, readers=8, size=len(static))
    return min(one, eight) >= LEAST


def ratio(how: str, pair: tuple[str, str], port: int, count: int, *, readers: int, size: int) -> float:
    """The published file's rate by the static one's: the middle of five rounds, each asking for one and the other."""
    rounds = [[rate(port, path, count // 5, readers, size) for path in pair] for _ in range(5)]
    published, static = (statistics.median(each[at] for each in rounds) for at in (0, 1))
    found = statistics.median(mine / theirs for mine, theirs in rounds)
    print(f"  {how:15} published {published:8.1f} MB/s, static {static:8.1f} MB/s, ratio {found:.2f}")
    return found


def rate(port: int, path: str, count: int, readers: int, size: int) -> float:
    """Megabytes a second, by so many readers who each keep their connection."""
    each = max(1, count // readers)
    start = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(lambda _: read(port, path, each, size), range(readers)))
    return each * readers * size / (time.perf_counter() - start) / 1e6


def read(port: int, path: str, count: int, size: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(count):
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status != 200 or len(answer.read()) != size:
            sys.exit(f"{path}: {answer.status}")
    connection.close()


def fetch(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
