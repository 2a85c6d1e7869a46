"""Every figure beside its goal, in one run.

    .venv/bin/python -m benchmarks [--only PART ...] [--sizes SMALL MIDDLE LARGE] [--people N] [--seconds N]
                                   [--venv VENV]

Parts: paper, pages, programs (benchmarks that say themselves whether they hold), load, public, nights, scores. Load,
public and nights work in countries of 3, 300 and 8,300 agencies unless told, which the run loads into a PostgreSQL of
its own: some ten minutes and 12 GB for the largest; scores in smaller ones of its own. Each part runs in processes of
its own. At the end stands one table, in Markdown; the status is 1 where a figure misses its goal.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.every import countries, programs
from benchmarks.every.apart import figures_of
from benchmarks.figures import Figure, table

PARTS = ("paper", "pages", "programs", "load", "public", "nights", "scores")


def main(words: list[str]) -> int:
    """Returns 1 where a figure misses its goal."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--sizes", nargs=3, type=int, default=countries.SIZES)
    parser.add_argument("--venv", default="", help="an environment without what tests need, whose size is told")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=180)
    told = parser.parse_args(words)
    found: list[Figure] = []
    for part, module in (("paper", "paper"), ("pages", "first_view"), ("pages", "pages")):
        if part in told.only:
            found += figures_of(f"benchmarks.every.{module}")
    if "programs" in told.only:
        found += programs.figures(told.venv)
    if asked := {"load", "public", "nights"} & set(told.only):
        found += countries.figures(asked, sizes=told.sizes, people=told.people, seconds=told.seconds)
    if "scores" in told.only:
        found += figures_of("benchmarks.scores")
    print("\n" + "\n".join(table(found)))
    return int(any(each.holds is False for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
