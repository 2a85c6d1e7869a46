"""Two workers at one queue, killed with SIGKILL again and again, and what must be true at the end.

    .venv/bin/python -m benchmarks.nights.kills [KILLS [SEED]]

Works on a database and in a folder of its own, on SQLite or, where DATABASE_URL names one, PostgreSQL. While workers
are killed, reports wait to be signed, people hand measures in, and a night's work is to be done: the log checked, files
swept, hundreds of letters posted. At the end each report is signed once and its signature holds, each person was told
of each matter, each letter came, none more often than workers were killed in the middle of one, and the log is whole.
Anything else ends it with status 1.
"""

from __future__ import annotations

import secrets
import sys

from benchmarks.own_portal import portal


def main(kills: int = 50, seed: int | None = None) -> None:
    with portal("kills"):
        from benchmarks.nights.two_workers import kill  # noqa: PLC0415 - models can be imported once Django is set up

        kill(kills, secrets.randbelow(10**6) if seed is None else seed)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
