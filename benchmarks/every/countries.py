"""Three countries in one PostgreSQL, and what is measured in them: load, public pages, nights; and how it grows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks import own_postgresql
from benchmarks.every.apart import figures_of
from benchmarks.figures import Figure
from benchmarks.goals import GROWTH, NOISE
from benchmarks.load.names import BARE, SIGN_IN
from benchmarks.load.portal.machines import ROOT
from benchmarks.own_postgresql import Server

SIZES = (3, 300, 8300)


def figures(parts: Collection[str], *, sizes: Sequence[int], people: int, seconds: int) -> list[Figure]:
    """Of the parts that are asked for."""
    with own_postgresql.server() as server, tempfile.TemporaryDirectory(prefix="countries-") as folder:
        told = {size: loaded(server, size, Path(folder)) for size in sizes}
        found: list[Figure] = []
        if "load" in parts:
            found += _load(server, Path(folder), sizes, people=people, seconds=seconds)
        if "public" in parts:
            urls = [server.url(_name(size)) for size in sizes[-2:]]
            found += figures_of("benchmarks.every.public", *urls, told=told[sizes[-1]])
        if "nights" in parts:
            for size in sizes:
                found += _of(size, figures_of("benchmarks.every.nights", told=told[size]))
        return found


def _name(size: int) -> str:
    return f"country_{size}"


def loaded(server: Server, size: int, folder: Path, *more: int) -> dict[str, str]:
    """Makes a country; the variables by which a process works in it. `more` is what follows the number of agencies."""
    print(f"\n== a country of {size:,} agencies", flush=True)
    server.create(_name(size))
    told = {"DEBUG": "1", "DATABASE_URL": server.url(_name(size)), "DATA_DIR": str(folder / _name(size))}
    (folder / "static").mkdir(exist_ok=True)
    told |= {"STATIC_ROOT": str(folder / "static"), "DEMO": "", "CACHE_URL": "locmemcache://"}
    told["SIGNING_DIR"] = str(folder / f"{_name(size)}-keys")
    for command in (
        ["manage.py", "migrate", "-v", "0"],
        ["manage.py", "load_catalogue"],
        ["-m", "benchmarks.country", *map(str, (size, *more))],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, **told}, check=True)
    return told


def _load(server: Server, folder: Path, sizes: Sequence[int], *, people: int, seconds: int) -> Iterator[Figure]:
    """At each size; then with disturbances at the middle one."""
    costs: dict[int, dict[str, float]] = {}
    for size, more in (*((size, []) for size in sizes), (sizes[1], ["--kill", "--times", "0"])):
        rows, kept = folder / "rows.json", folder / f"costs-{size}.json"
        words = [str(size), "--people", str(people), "--seconds", str(seconds), "--rows", str(rows), *more]
        words += ["--server", str(server.folder), "--country", _name(size)]
        words += [] if more else ["--costs", str(kept)]
        print(f"\n== benchmarks.load {' '.join(words)}", flush=True)
        rows.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-m", "benchmarks.load", *words], cwd=ROOT, check=False)
        if not rows.exists():
            yield Figure(f"load in {size:,} agencies", "figures", f"status {done.returncode}", holds=False)
            continue
        yield from _of(size, [Figure(*row) for row in json.loads(rows.read_text())], disturbed=bool(more))
        costs |= {} if more else {size: json.loads(kept.read_text())}
    for small, large in pairwise(sizes):
        if small in costs and large in costs:
            yield from _growth(small, large, costs[small], costs[large])


def _of(size: int, found: list[Figure], *, disturbed: bool = False) -> Iterator[Figure]:
    where = f"{size:,} agencies{', disturbed' if disturbed else ''}"
    for each in found:
        yield replace(each, what=f"{where}: {each.what}")


def _growth(small: int, large: int, few: dict[str, float], many: dict[str, float]) -> Iterator[Figure]:
    """Of each act, alone: milliseconds of CPU, by those of a sign-in, whose work is the same in any country."""
    speed = few[SIGN_IN] / many[SIGN_IN]
    for name in sorted(few.keys() & many.keys() - {BARE, SIGN_IN}):
        before, after = few[name], many[name] * speed
        seen = f"{after / before:.2f} ({before:.0f} to {after:.0f} ms)" if before else f"0 to {after:.0f} ms"
        holds = after <= GROWTH * before or after - before <= NOISE
        what = f"CPU of {name}, from {small:,} agencies to {large:,}"
        yield Figure(what, f"at most {GROWTH:g} or {NOISE:g} ms", seen, holds)
