"""A document's measures beside their rows, and the lines that lead to those which lack something."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from document import Measure as Printed
from document import ReportDocument
from document.values import NO_CODE
from measures.models import Measure, Plan
from reports.compiling.kept import contents
from reports.compiling.line import MUST, Check
from reports.models.kinds import Kind


@dataclass(frozen=True)
class Row:
    """A measure as the document prints it, with its key and state; neither where a colleague has just removed it."""

    printed: Printed
    pk: int | None
    state: str

    @property
    def shown_code(self) -> str:
        """Its codes, or that it has none: where the question stands beside."""
        codes = (self.printed.code, *self.printed.more_codes)
        return " ".join(codes) if self.printed.code else NO_CODE

    def url(self, plan: Plan) -> str:
        """The address where it is mended."""
        return url_of("measures:measure", plan, self.pk) if self.pk else url_of("measures:list", plan)


def rows_of(plan: Plan, document: ReportDocument) -> list[Row]:
    """The document's measures, as many and in its order, each with its row as it is stored now.

    The document was read a moment before: a measure added, moved or removed since is no reason to fail. No query where
    the document was made of what is still kept.
    """
    if held := contents.behind(plan, document):
        return [Row(printed, *row) for printed, row in zip(document.measures, held.rows, strict=True)]
    stored: defaultdict[str, deque[tuple[int, str]]] = defaultdict(deque)
    for key, state, code in Measure.objects.kept().filter(plan=plan).values_list("pk", "state", "code"):
        stored[code].append((key, state))
    return [
        Row(printed, *stored[printed.code].popleft()) if stored[printed.code] else Row(printed, None, "")
        for printed in document.measures
    ]


def url_of(name: str, plan: Plan, *rest: object) -> str:
    """The address of a page of the plan's year."""
    return reverse(name, args=[plan.agency.slug, plan.year, *rest])


def compile_page(plan: Plan, document: ReportDocument) -> str:
    """The address where the document's own words are typed."""
    return url_of("reports:compile", plan, Kind(document.kind))


def lacking(
    plan: Plan,
    rows: Sequence[Row],
    lacks: Callable[[Row], bool],
    title: str,
    predicate: str,
    act: str,
    *,
    progress: bool = False,
    level: str = MUST,
) -> Check | None:
    """One line for all measures that lack something, which leads to the first; nothing where none does."""
    found = [row for row in rows if lacks(row)]
    if not found:
        return None
    codes = " ".join(row.printed.called for row in found)
    first = found[0]
    return Check(level, title, f"{codes} {predicate}", first.url(plan), f"{act} {first.printed.called}", progress)
