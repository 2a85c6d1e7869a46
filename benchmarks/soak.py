"""Kills server and worker with SIGKILL at random moments, and looks at what is left.

    script/soak [--uploads|--machines] [RUNS [SEED]]

Works on a database and in a folder of its own, on SQLite or, where DATABASE_URL names one, PostgreSQL. Each run is a
new agency's report, submitted and approved over HTTP on a real gunicorn, which dies once during each, and signed by a
worker, which dies once too. What is stored must be the state before or the state after, whole: rows, audit events and
files; a decision that was answered must be there; and the person must be able to go on after the restart; each report
ends signed once. Any other finding ends the soak with status 1.

With --uploads each run is a file that is sent in pieces while the server, and half of the times a worker that sweeps,
dies once: what the portal said that it has must be there after the restart, and each file is whole and there once.

With --machines each run is the death of one of four machines that share an object store: benchmarks/machines/.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from pathlib import Path

from benchmarks.own_portal import portal
from tests.files.shelves import serving


def main(words: list[str]) -> None:
    numbers = [int(word) for word in words if not word.startswith("--")]
    runs, seed = (*numbers, *(50, secrets.randbelow(10**6))[len(numbers) :])
    if "--machines" in words:
        on_machines(runs, seed)
        return
    with portal("soak", MFA_REQUIRED="false", HTTPS_ONLY="false"):
        from benchmarks import killing, upload_kills  # noqa: PLC0415 - models can be imported once Django is set up

        (upload_kills if "--uploads" in words else killing).soak(runs, seed)


def on_machines(kills: int, seed: int) -> None:
    with tempfile.TemporaryDirectory(prefix="objects-") as place, serving(Path(place)) as objects:
        told = {"FILES_URL": objects.bucket(), "SECRET_KEY": secrets.token_urlsafe(50)}
        with portal("machines", MFA_REQUIRED="false", HTTPS_ONLY="false", **told):
            from benchmarks.machines.run import run  # noqa: PLC0415 - see above

            run(Path(os.environ["DATA_DIR"]), objects, kills, seed)


if __name__ == "__main__":
    main(sys.argv[1:])
