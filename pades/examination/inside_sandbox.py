"""Examines a file in a process of its own, with little memory and time and no way out; sandbox.py starts it.

It reads a line of JSON (the time, the roots) and then the file, and writes the examination as JSON. Django is not
loaded: the process holds no secret and no way to the database.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import resource
import sys
from datetime import datetime
from typing import Any

# The largest report with signatures of the longest-lived level takes 270 MB and 7 seconds.
MEMORY = 512 * 1024 * 1024  # bytes of address space
SECONDS = 12  # of processor time
NICE = 10  # whoever reads or writes a report goes first
_LONGEST = 300  # characters of a name
_FORK = "os.fork"
_WAYS_OUT = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"),
    *("subprocess.Popen", "os.system", "os.exec", _FORK, "os.posix_spawn", "os.remove", "os.rename"),
)


def close(*, memory: int = MEMORY, seconds: int = SECONDS, may_fork: bool = False) -> None:
    """Takes from this process what an examination needs none of, for good; a report that is drawn needs more.

    What it forks is closed in as it is, with as much memory and time again.
    """
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(event: str, _: object) -> None:
        if event in _WAYS_OUT and not (may_fork and event == _FORK):
            raise RuntimeError(f"an examination has no business with {event}")

    sys.addaudithook(refuse)


def main() -> None:
    """Examines the one file on standard input and writes what was found to standard output."""
    close()
    from pades.examination import examine  # noqa: PLC0415 - within the limits
    from pades.examination.found import Roots  # noqa: PLC0415

    logging.disable()
    wanted = json.loads(sys.stdin.buffer.readline())
    roots = tuple(base64.b64decode(each) for each in wanted["roots"])
    found = examine.examine(sys.stdin.buffer.read(), roots=Roots(roots, datetime.fromisoformat(wanted["now"])))
    json.dump(_as_json(found), sys.stdout)


def _as_json(found: Any) -> dict[str, Any]:  # noqa: ANN401 - an Examination, which only main may load
    signatures = [
        {name: _short(getattr(each, name)) for name in type(each).__dataclass_fields__} for each in found.signatures
    ]
    return {
        "result": found.result,
        "problems": found.problems,
        "level": found.level,
        "code": found.code,
        "agency": found.agency,
        "signatures": signatures,
    }


def _short(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value[:_LONGEST] if isinstance(value, str) else value


if __name__ == "__main__":
    main()
