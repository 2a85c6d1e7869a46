"""The process from which people come: all at once for the seconds of the world, or one who does each act by itself.

    python -m benchmarks.load.people.driver FOLDER [TIMES]

FOLDER holds world.json; book.jsonl (what the portal answered that it has) and requests.jsonl are written there. It
prints what failed and what each act costs, as JSON. Locust replaces Python's own input and output, and so is no guest
in another process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from locust.env import Environment

from benchmarks.load.people import kinds
from benchmarks.load.people.alone import Alone
from benchmarks.load.people.desk import Desk
from benchmarks.load.people.requests import Failed
from benchmarks.load.portal.scene import World

_SPAWNED = 10  # seconds in which all of them have come
_END = 120  # seconds for those who are in the middle of something


def come(desk: Desk) -> None:
    """All people, until their time is over."""
    number = kinds.counted(desk)
    for kind, count in number.items():
        kind.fixed_count = count
    environment = Environment(user_classes=list(number), catch_exceptions=False, stop_timeout=_END)
    runner = environment.create_local_runner()
    total = sum(number.values())
    runner.start(total, spawn_rate=max(1.0, total / _SPAWNED))
    time.sleep(desk.world.seconds)
    runner.stop()


def alone(desk: Desk, times: int) -> dict[str, dict[str, float]]:
    """What each act costs by itself."""
    environment = Environment()
    return Alone(desk, lambda: kinds.Person(environment).browser).costs(times)


def main(folder: Path, times: int = 0) -> None:
    desk = Desk(World.read(folder / "world.json"), folder)
    kinds.Person.desk = desk
    costs: dict[str, dict[str, float]] = {}
    try:
        if times:
            costs = alone(desk, times)
        else:
            come(desk)
    except Failed as failed:
        desk.failed(failed)
    finally:
        desk.close()
    print(json.dumps({"faults": desk.faults, "refused": desk.refused, "costs": costs}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
