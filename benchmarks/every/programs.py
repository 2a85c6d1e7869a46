"""Benchmarks that print their figures and say by their status whether these hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.load.portal.machines import ROOT

_PROGRAMS = {
    "benchmarks.memory": "an office's memory and disk keep to their goals",
    "benchmarks.previews": "a plain page beside eight previews",
    "benchmarks.download": "a published PDF beside a static file",
    "benchmarks.documents": "people's files are read within their seconds",
}


def figures(environment: str) -> list[Figure]:
    """One line for each line that these print; `environment` is one without what tests need, if there is one."""
    words = {"benchmarks.memory": [environment] if environment else []}
    return [each for module, what in _PROGRAMS.items() for each in _of(module, words.get(module, []), what)]


def _of(module: str, words: list[str], what: str) -> Iterator[Figure]:
    print(f"\n== {module}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout, flush=True)
    for line in filter(str.strip, done.stdout.splitlines()):
        yield Figure(module.removeprefix("benchmarks."), "", line.strip())
    yield Figure(what, "status 0", f"status {done.returncode}", done.returncode == 0)
