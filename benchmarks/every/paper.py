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
    found, seconds = [], dict[int, float]()
    for size in (*PAPER, LONGEST):
        ours, memory = _quickest(render.ours, size)
        seconds[size] = ours
        if size in PAPER and render.installed(*render.CHROMIUMS):
            chromium, _ = _quickest(render.chromium, size)
            found.append(at_most(f"PDF of {size} measures, by Chromium's seconds", PAPER[size], ours / chromium))
        found.append(told(f"PDF of {size} measures", f"{ours:.2f} s, {memory:.0f} MB"))
    found.append(at_most(f"memory of a PDF of {LONGEST} measures", PAPER_MEMORY, memory, " MB"))
    growth = seconds[LONGEST] / LONGEST / (seconds[100] / 100)
    found.append(at_most(f"seconds a measure at {LONGEST}, by those at 100", PAPER_GROWTH, growth))
    return found


def _quickest(engine: render.Engine, size: int) -> tuple[float, float]:
    """Seconds and MB."""
    from paper import html  # noqa: PLC0415 - once Django is set up
    from paper.paper import Paper  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(html.write(render.report_of(size), Paper()))
        rounds = []
        for number in range(1 if size == LONGEST else _ROUNDS):
            spent = engine(page, Path(folder) / f"{number}.pdf")
            memory = spent.pop("memory")
            rounds.append((sum(spent.values()), memory))
    return min(rounds)


if __name__ == "__main__":
    leave(figures)
