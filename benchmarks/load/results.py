"""What a run found: figures beside their goals, and what is wrong."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from benchmarks.figures import Figure, at_most, none_of, table, told
from benchmarks.goals import RECOVERY
from benchmarks.load import sizing
from benchmarks.load.measured import Measured
from benchmarks.load.names import BARE, SAVE, SUBMIT
from benchmarks.load.people.requests import Request
from benchmarks.load.portal.disturbances import Disturbed
from benchmarks.load.portal.scene import World

_LATER = 503
_SHOWN = 0.05  # milliseconds; what is less is nothing
_MOST_TOLD = 40


@dataclass(frozen=True)
class Results:
    """`spent` are the seconds of the processor while all were there."""

    world: World
    measured: Measured
    all: list[Request]
    spent: dict[str, float]
    faults: dict[str, int]  # acts that came to no end for another reason than a failed request
    refused: dict[str, int]  # what failed requests said
    counted: dict[str, int]
    missing: list[str]
    disturbed: list[Disturbed]

    @cached_property
    def failed(self) -> list[Request]:
        return [each for each in self.all if not each.is_well]

    @cached_property
    def unexpected(self) -> list[Request]:
        """Those that failed while nothing was disturbed, or without a word of it."""
        return [each for each in self.failed if not self._was_disturbed(each) or not each.is_clear]

    def _was_disturbed(self, request: Request) -> bool:
        return any(each.covers(request.at - request.seconds, request.at) for each in self.disturbed)

    @property
    def wrong(self) -> list[str]:
        """Whatever ends the run with status 1."""
        return [each.what for each in self.rows() if each.holds is False]

    def rows(self) -> list[Figure]:
        """All figures."""
        return [*self._of_acts(), *self._of_pages(), *self._of_all(), *self._of_what_was_done()]

    @property
    def milliseconds(self) -> dict[str, float]:
        """Of the processor, that each act takes alone."""
        return {name: 1000 * cost.cpu for name, cost in self.measured.costs.items()}

    @property
    def ratios(self) -> dict[str, float]:
        """Seconds of the processor that each act takes alone, by those of a bare view."""
        bare = self.measured.costs[BARE] if self.measured.costs else None
        return {name: cost.cpu / bare.cpu for name, cost in self.measured.costs.items()} if bare else {}

    def _of_acts(self) -> Iterator[Figure]:
        for name, cost in self.measured.costs.items():
            by_kind = {key: 1000 * float(getattr(cost, key)) for key in ("web", "database", "worker", "signer")}
            spent = ", ".join(f"{key} {seconds:.1f}" for key, seconds in by_kind.items() if seconds >= _SHOWN)
            seen = f"{cost.requests:.1f} requests, {self.ratios[name]:.0f} x a bare view (ms of CPU: {spent})"
            yield told(f"{name}, alone", seen)

    def _of_pages(self) -> Iterator[Figure]:
        taken: defaultdict[str, list[float]] = defaultdict(list)
        for each in self.all:
            if each.is_well and not self._was_disturbed(each):
                taken[each.name].append(1000 * each.seconds)
        bare = _percentiles(taken.pop(BARE))
        yield told(f"{BARE}, among all", f"p50 {bare[0]:.1f} ms, p95 {bare[1]:.1f} ms")
        for name, times in sorted(taken.items(), key=lambda item: -len(item[1])):
            half, most = _percentiles(times)
            seen = f"p50 {half / bare[0]:.1f} x, p95 {most / bare[1]:.1f} x a bare view ({len(times)} times)"
            yield told(f"{name}, among all", seen)

    def _of_all(self) -> Iterator[Figure]:
        seconds = max(each.at for each in self.all) - min(each.at for each in self.all)
        yield told("requests a second", f"{len(self.all) / seconds:.1f}, {len(self.all):,} in {seconds:.0f} s")
        if self.spent:
            spent = ", ".join(f"{key} {1000 * each / len(self.all):.1f}" for key, each in self.spent.items())
            yield told(
                "ms of CPU a request, of all", f"{1000 * sum(self.spent.values()) / len(self.all):.1f} ({spent})"
            )
        held = ", ".join(f"{key} {each:.0f}" for key, each in self.measured.memory.items())
        yield told("MiB held at the end", held)
        later = Counter(each.name for each in self.all if each.is_well and each.status == _LATER)
        yield told(
            "asked to come again a second later", ", ".join(f"{key} {n}" for key, n in later.items()) or "nobody"
        )

    def _of_what_was_done(self) -> Iterator[Figure]:
        done = ", ".join(f"{number} {act}" for act, number in self.counted.items())
        yield none_of(f"lost, twice or not holding, of what was answered ({done})", len(self.missing))
        yield none_of("acts that came to no end though no request failed", sum(self.faults.values()))
        if not self.disturbed:
            yield none_of("requests that failed", len(self.failed))
            return
        yield none_of("requests that failed while nothing was disturbed, or without a clear page", len(self.unexpected))
        yield told("requests that failed in a disturbance", str(len(self.failed) - len(self.unexpected)))
        for each in self.disturbed:
            yield at_most(f"{each.what}: until all serve again", RECOVERY, each.seconds, " s")

    def write_guides(self) -> None:
        """The sizing, where administrators read it."""
        sizing.write(self.measured)

    def say(self) -> None:
        """Prints all of it, with what is wrong in full."""
        world = self.world
        print(f"\n{world.agencies:,} agencies, {world.people} people, {world.seconds:g} s, pace {world.pace:g}\n")
        print("\n".join(table(self.rows())))
        for each in [*self.missing, *sorted({str(request) for request in self.unexpected})][:_MOST_TOLD]:
            print(each)
        for words, times in {**self.faults, **self.refused}.items():
            print(f"  {times} x {words}")
        if SAVE in self.measured.costs and SUBMIT in self.measured.costs:
            print("\n" + "\n".join(sizing.lines(self.measured)))


def _percentiles(times: list[float]) -> tuple[float, float]:
    """Half of them are below the first, 19 of 20 below the second."""
    if len(times) < 2:
        return times[0], times[0]
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]
