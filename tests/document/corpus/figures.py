"""How much of the corpus is read as a person reads it: `python -m tests.document.corpus.figures [--wrong]`."""

from __future__ import annotations

import sys
from functools import cache

from document.errors import ReportError
from document.values import ReportDocument, Reporter
from tests.document.corpus.comparison import Tally, compare
from tests.document.corpus.documents import DOCUMENTS, can_be_made, read
from tests.document.corpus.expected import Recipe


@cache
def tally_of(recipe: Recipe) -> Tally:
    """The fields of one document; all of them are wrong where it is refused."""
    try:
        found = read(recipe).document
    except ReportError as error:
        nothing = _nothing(recipe)
        counted = compare(recipe.name, recipe.report, nothing)
        counted.wrong.insert(0, (recipe.name, "refused", "a report", str(error)))
        return counted
    return compare(recipe.name, recipe.report, found)


def figures() -> Tally:
    """The fields of all documents that this machine can make."""
    counted = Tally()
    for recipe in DOCUMENTS:
        if can_be_made(recipe):
            counted.add(tally_of(recipe))
    return counted


def table(counted: Tally) -> str:
    """A line for each field: right, all, share."""
    lines = [
        f"{name:16} {counted.right[name]:5} of {number:5}  {100 * counted.share(name):6.1f} %"
        for name, number in counted.whole.items()
    ]
    right, whole = sum(counted.right.values()), sum(counted.whole.values())
    return "\n".join([*lines, f"{'all':16} {right:5} of {whole:5}  {100 * right / whole:6.1f} %"])


def _nothing(recipe: Recipe) -> ReportDocument:
    return ReportDocument(
        schema=2,
        kind="",
        agency="-" if not recipe.report.agency else "",
        title="",
        assessed_year=0,
        measures_year=0,
        opening="",
        measures=(),
        problems=(),
        suggestions=(),
        reporter=Reporter("-", ""),
        reported_on=None,
        reported_on_as_written="",
    )


def main() -> None:
    """Prints the table, and with --wrong each field that was read otherwise."""
    counted = figures()
    if "--wrong" in sys.argv:
        for where, name, expected, found in counted.wrong:
            sys.stdout.write(f"{where}: {name}\n    a person: {expected}\n    read:     {found}\n")
    made = sum(map(can_be_made, DOCUMENTS))
    sys.stdout.write(f"{made} of {len(DOCUMENTS)} documents\n{table(counted)}\n")


if __name__ == "__main__":
    main()
