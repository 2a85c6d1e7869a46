"""See the package's own words."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def main(words: list[str]) -> int:
    """Returns 1 where something failed that may not, was lost, or is slower than it may be."""
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("agencies", nargs="?", type=int, default=300)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--pace", type=float, default=1.0, help="how many times longer everybody thinks")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--times", type=int, default=20, help="how often each act is done alone; 0 leaves this out")
    parser.add_argument("--server", type=Path, help="the folder of a running own_postgresql")
    parser.add_argument("--country", default="", help="a database of it that is loaded, to be copied")
    parser.add_argument("--costs", type=Path, help="where the milliseconds of CPU of each act alone are written")
    parser.add_argument("--docs", action="store_true", help="write the tables of the administrators' guides anew")
    parser.add_argument("--rows", type=Path, help="where the figures are written as JSON")
    told = parser.parse_args(words)
    from benchmarks.load.day import Day  # noqa: PLC0415 - after --help

    results = Day(told).run()
    results.say()
    if told.rows:
        told.rows.write_text(json.dumps([row.as_list() for row in results.rows()]))
    if told.docs:
        results.write_guides()
    if told.costs:
        told.costs.write_text(json.dumps(results.milliseconds))
    return int(bool(results.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
