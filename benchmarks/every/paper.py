"""The PDF beside Chromium's: time at 3 and 100 measures, memory at 500, and whether it grows in step."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import render
from benchmarks.every.apart import leave
from benchmarks.figures import Figure, at_most, told
from benchmarks.goals import PAPER, PAPER_GROWTH, PAPER_MEMORY

LONGEST = 500
_ROUNDS = 3  # the quickest counts: other programs only ever make it slower


def figures() -> list[Figure]:
    """Of our road, and of Chromium's where that is installed."""
    render.set_up()
    has_chromium = render.installed(*render.CHROMIUMS) is not None
    found, seconds = [], dict[int, float]()
    for size in (*PAPER, LONGEST):
        compares = has_chromium and size in PAPER
        (ours, memory), *others = _in_turns([render.ours, *([render.chromium] if compares else [])], size)
        seconds[size] = ours
        found.append(told(f"PDF of {size} measures", f"{ours:.2f} s, {memory:.0f} MB"))
        found += [at_most(f"the same by Chromium's seconds, {size} measures", PAPER[size], ours / s) for s, _ in others]
    found.append(at_most(f"memory of a PDF of {LONGEST} measures", PAPER_MEMORY, memory, " MB"))
    growth = seconds[LONGEST] / LONGEST / (seconds[100] / 100)
    found.append(at_most(f"seconds a measure at {LONGEST}, by those at 100", PAPER_GROWTH, growth))
    return found


def _in_turns(engines: list[render.Engine], size: int) -> list[tuple[float, float]]:
    """The least seconds of each, with its MB; they take turns, so that what else the machine does falls on all."""
    from paper import html  # noqa: PLC0415 - once Django is set up
    from paper.paper import Paper  # noqa: PLC0415

    rounds: list[list[tuple[float, float]]] = [[] for _ in engines]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(html.write(render.report_of(size), Paper()))
        for turn in range(1 if size == LONGEST else _ROUNDS):
            for number, engine in enumerate(engines):
                spent = engine(page, Path(folder) / f"{number}-{turn}.pdf")
                memory, _ = spent.pop("memory"), spent.pop("cpu")  # the goals are of the clock
                rounds[number].append((sum(spent.values()), memory))
    return [min(each) for each in rounds]


if __name__ == "__main__":
    leave(figures)
