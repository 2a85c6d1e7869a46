"""Kills server and worker with SIGKILL at random moments, and looks at what is left.

    script/soak [--uploads] [RUNS [SEED]]

Works on a database and in a folder of its own, on SQLite or, where DATABASE_URL names one, PostgreSQL. Each run is a
new agency's report, submitted and approved over HTTP on a real gunicorn, which dies once during each, and signed by a
worker, which dies once too. What is stored must be the state before or the state after, whole: rows, audit events and
files; a decision that was answered must be there; and the person must be able to go on after the restart; each report
ends signed once. Any other finding ends the soak with status 1.

With --uploads each run is a file that is sent in pieces while the server, and half of the times a worker that sweeps,
dies once: what the portal said that it has must be there after the restart, and each file is whole and there once.
"""

from __future__ import annotations

import secrets
import sys

from benchmarks.own_portal import portal


def main(words: list[str]) -> None:
    numbers = [int(word) for word in words if word != "--uploads"]
    runs, seed = (*numbers, *(50, secrets.randbelow(10**6))[len(numbers) :])
    with portal("soak", MFA_REQUIRED="false", HTTPS_ONLY="false"):
        from benchmarks import killing, upload_kills  # noqa: PLC0415 - models can be imported once Django is set up

        (upload_kills if "--uploads" in words else killing).soak(runs, seed)


if __name__ == "__main__":
    main(sys.argv[1:])
