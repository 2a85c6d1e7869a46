"""What groups of processes take: seconds of the processor, with those that they began and that ended, and memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
Processes = dict[str, list[int]]  # the first ones, by what they are for


def spent(processes: Processes) -> dict[str, float]:
    """Seconds since they began."""
    found = dict.fromkeys(processes, 0.0)
    for name, stat in _each(processes):
        found[name] += sum(map(int, stat[11:15])) / _TICKS
    return found


def memory(processes: Processes) -> dict[str, float]:
    """MiB that they hold now; what several share is divided among them."""
    found = dict.fromkeys(processes, 0.0)
    for name, stat in _each(processes):
        found[name] += _held(int(stat[-1])) / 1024
    return found


def _each(processes: Processes) -> Iterator[tuple[str, list[str]]]:
    """What the system says of each process of these groups, its own number last, and for what it is."""
    stats = dict(_all())
    groups = {first: name for name, firsts in processes.items() for first in firsts}
    for process, stat in stats.items():
        ancestor = process
        while ancestor in stats and ancestor not in groups:
            ancestor = int(stats[ancestor][1])
        if ancestor in groups:
            yield groups[ancestor], [*stat, str(process)]


def _all() -> Iterator[tuple[int, list[str]]]:
    """The fields of /proc/PID/stat from the state on, of each process."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(path.parent.name), path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile


def _held(process: int) -> int:
    """Kilobytes; none of one that ended meanwhile."""
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(said.partition("\nPss:")[2].split()[0]) if "\nPss:" in said else 0
