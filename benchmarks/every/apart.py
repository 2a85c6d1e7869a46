"""A part in a process of its own: what one leaves in memory, or sets up, is not there for the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.load.portal.machines import ROOT

FILE = "FIGURESFILE"  # variable that names where a part leaves them


def figures_of(module: str, *words: str, told: Mapping[str, str] | None = None) -> list[Figure]:
    """What a module leaves; what it prints is printed. One that fails is a figure that doesn't hold."""
    print(f"\n== {module} {' '.join(words)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="figures-") as folder:
        file = Path(folder) / "figures.json"
        environment = {**os.environ, **(told or {}), FILE: str(file)}
        done = subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, env=environment, check=False)
        if not file.exists():
            return [Figure(module, "figures", f"status {done.returncode}", holds=False)]
        return [Figure(*row) for row in json.loads(file.read_text())]


def leave(figures: Callable[[], list[Figure]]) -> None:
    """What such a module ends with."""
    Path(os.environ[FILE]).write_text(json.dumps([each.as_list() for each in figures()]))
